pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.theme

// Every measure at its own size.
Flow {
    width: parent.width
    spacing: 3 * Theme.grid

    Repeater {
        model: ["grid", "radius", "margin", "touch", "barHeight", "actHeight"]

        Column {
            id: measure

            required property string modelData
            readonly property int size: Theme[modelData]

            spacing: Theme.grid / 2

            Rectangle {
                width: measure.size
                height: measure.size
                radius: measure.modelData === "radius" ? measure.size : 0
                color: Theme.colors.sprout
            }

            Note {
                text: measure.modelData + " " + measure.size
            }
        }
    }
}
