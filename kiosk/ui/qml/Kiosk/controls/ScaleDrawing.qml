pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.theme

// A platform scale on 800 by 800: the plate lies at y = 580, from x = 130 to 630, the display stands at the right.
Item {
    width: 800
    height: 800

    Rectangle {
        x: 548
        y: 300
        width: 44
        height: 320
        color: Theme.colors.leafBright
    }

    Rectangle {
        x: 440
        y: 190
        width: 260
        height: 150
        radius: 24
        color: Theme.colors.leaf

        Rectangle {
            anchors.centerIn: parent
            width: 204
            height: 94
            radius: 14
            color: Theme.colors.card

            Row {
                anchors.centerIn: parent
                spacing: 22

                Repeater {
                    model: 3

                    Rectangle {
                        width: 32
                        height: 10
                        radius: 5
                        color: Theme.colors.inkSoft
                    }
                }
            }
        }
    }

    Rectangle {
        x: 130
        y: 580
        width: 500
        height: 56
        radius: 20
        color: Theme.colors.leaf
    }

    Rectangle {
        x: 180
        y: 636
        width: 60
        height: 32
        color: Theme.colors.ink
    }

    Rectangle {
        x: 520
        y: 636
        width: 60
        height: 32
        color: Theme.colors.ink
    }
}
