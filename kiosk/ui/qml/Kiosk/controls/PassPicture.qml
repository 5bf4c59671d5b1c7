import QtQuick
import Kiosk.theme

// A phone with a code on it, and a card: what to hold in front of the reader. Drawn on 800 by 800.
Item {
    id: picture

    property bool unread: false // there is no use in showing it

    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("A phone with a code, and a card")

    Item {
        width: 800
        height: 800
        anchors.centerIn: parent
        scale: Math.min(picture.width, picture.height) / 800

        Bubble {}

        Rectangle {
            x: 168
            y: 96
            width: 296
            height: 560
            radius: 44
            rotation: -6
            color: Theme.colors.ink

            Rectangle {
                anchors.fill: parent
                anchors.margins: 16
                radius: 30
                color: Theme.colors.card

                PretendCode {
                    anchors.horizontalCenter: parent.horizontalCenter
                    y: 64
                }

                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    y: 312
                    width: 150
                    height: 26
                    radius: 13
                    color: Theme.colors.sprout
                }
            }
        }

        Rectangle {
            x: 330
            y: 436
            width: 380
            height: 240
            radius: 28
            rotation: 7
            color: Theme.colors.card
            border.width: 10
            border.color: Theme.colors.leaf

            PretendCode {
                x: 36
                anchors.verticalCenter: parent.verticalCenter
                module: 15
            }

            Icon {
                x: 234
                y: 44
                width: 104
                height: 104
                name: "leaf"
                color: Theme.colors.leaf
                weight: 5
            }

            Rectangle {
                x: 226
                y: 170
                width: 120
                height: 22
                radius: 11
                color: Theme.colors.sprout
            }
        }

        Rectangle {
            visible: picture.unread
            x: 500
            y: 170
            width: 190
            height: 190
            radius: 95
            color: Theme.colors.clay

            Icon {
                anchors.centerIn: parent
                anchors.verticalCenterOffset: -8
                width: 110
                height: 110
                name: "warn"
                color: Theme.colors.paper
            }
        }
    }
}
