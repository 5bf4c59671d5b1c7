import QtQuick
import Kiosk.theme

// The two things a bag earns, side by side and of one size: grams of CO2 and points.
Item {
    id: pair

    property string reduction: ""
    property string points: ""
    property bool held: false // weighed and recorded, and not credited before somebody has looked at it

    readonly property real tail: (reduction + points).includes(",") ? Theme.grid / 2 : 0 // of a comma, over the words under it

    implicitHeight: Math.max(left.height, right.height)

    Column {
        id: left

        width: parent.width / 2 - (Theme.landscape ? 3 : 1) * Theme.grid // up to the line
        spacing: pair.tail

        Figure {
            id: grams

            width: parent.width
            objectName: "reduction"
            limit: earned.fit
            value: pair.reduction
            unit: qsTr("g")
            color: pair.held ? Theme.colors.ink : Theme.colors.leaf
        }

        Label {
            width: parent.width
            text: pair.held ? qsTr("CO2, to be checked") : qsTr("CO2 saved")
            size: Theme.smallSize
            color: Theme.colors.inkSoft
        }
    }

    Rectangle {
        x: parent.width / 2 - (Theme.landscape ? 2 * Theme.grid : 0)
        width: 3
        height: parent.height
        radius: 1.5
        color: Theme.colors.line
    }

    Column {
        id: right

        x: parent.width / 2 + Theme.grid
        width: parent.width / 2 - Theme.grid
        spacing: pair.tail

        Figure {
            id: earned

            width: parent.width
            objectName: "points"
            limit: grams.fit
            value: pair.points
            color: pair.held ? Theme.colors.ink : Theme.colors.leaf
        }

        Label {
            width: parent.width
            text: pair.held ? qsTr("points, to be checked") : qsTr("points")
            size: Theme.smallSize
            color: Theme.colors.inkSoft
        }
    }
}
