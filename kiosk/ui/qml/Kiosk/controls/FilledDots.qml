pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.theme

// How many digits have been typed, never which.
Row {
    id: dots

    property int count: 0
    property int filled: 0

    spacing: 2 * Theme.grid
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1 of %2 digits").arg(filled).arg(count)

    Repeater {
        model: dots.count

        Rectangle {
            required property int index

            width: 56
            height: 56
            radius: 28
            color: index < dots.filled ? Theme.colors.leaf : "transparent"
            border.width: 5
            border.color: Theme.colors.leaf
        }
    }
}
