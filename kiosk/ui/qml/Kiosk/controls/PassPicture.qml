pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.theme

// A phone with a code on it: what to hold in front of the reader. Drawn on 800 by 800.
Item {
    id: picture

    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("A phone with a code")

    Item {
        width: 800
        height: 800
        anchors.centerIn: parent
        scale: Math.min(picture.width, picture.height) / 800

        Bubble {}

        Rectangle {
            x: 252
            y: 120
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

                Grid {
                    anchors.horizontalCenter: parent.horizontalCenter
                    y: 110
                    columns: 9
                    spacing: 2

                    Repeater {
                        // a picture of a code, not one that can be read
                        model: "111010111101001101111011111000110010010101001011100110100010110111001111101101111"

                        Rectangle {
                            required property string modelData

                            width: 21
                            height: 21
                            color: modelData === "1" ? Theme.colors.ink : Theme.colors.card
                        }
                    }
                }

                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    y: 370
                    width: 150
                    height: 26
                    radius: 13
                    color: Theme.colors.sprout
                }

                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    y: 420
                    width: 96
                    height: 20
                    radius: 10
                    color: Theme.colors.line
                }
            }
        }
    }
}
