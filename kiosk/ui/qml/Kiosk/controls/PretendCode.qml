pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.theme

// Looks like a code and is none that could be read: nine by nine modules.
Grid {
    id: code

    property int module: 21

    columns: 9
    spacing: Math.max(1, Math.round(module / 10))

    Repeater {
        model: "111010111101001101111011111000110010010101001011100110100010110111001111101101111"

        Rectangle {
            required property string modelData

            width: code.module
            height: code.module
            color: modelData === "1" ? Theme.colors.ink : Theme.colors.card
        }
    }
}
