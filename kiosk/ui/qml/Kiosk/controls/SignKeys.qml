pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.theme

// Digits and capital letters, all of them at once. What is put into it stands behind them, as another key.
Grid {
    id: keys

    property string signs: "1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    readonly property real share: Math.floor((width - (columns - 1) * columnSpacing) / columns)

    signal pressed(sign: string)

    width: columns * Theme.touch + (columns - 1) * columnSpacing // until somebody knows better
    columns: Theme.landscape ? 12 : 6
    columnSpacing: 12
    rowSpacing: 12

    Repeater {
        model: keys.signs.length

        KeyButton {
            required property int index

            objectName: "key" + text
            width: keys.share
            height: Theme.touch
            text: keys.signs.charAt(index)
            onClicked: keys.pressed(text)
        }
    }
}
