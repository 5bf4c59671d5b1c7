import QtQuick
import QtQuick.Shapes
import Kiosk.theme

// The board that hangs in the door of a closed shop. Drawn on 800 by 800.
Item {
    id: picture

    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("A sign: closed for now")

    Item {
        width: 800
        height: 800
        anchors.centerIn: parent
        scale: Math.min(picture.width, picture.height) / 800

        Bubble {}

        Shape {
            anchors.fill: parent
            preferredRendererType: Shape.CurveRenderer

            ShapePath {
                strokeColor: Theme.colors.ink
                strokeWidth: 10
                fillColor: "transparent"
                joinStyle: ShapePath.RoundJoin

                PathSvg {
                    path: "M220 330L400 170L580 330"
                }
            }
        }

        Rectangle {
            x: 376
            y: 146
            width: 48
            height: 48
            radius: 24
            color: Theme.colors.clay
        }

        Rectangle {
            x: 150
            y: 320
            width: 500
            height: 290
            radius: 32
            color: Theme.colors.soil

            Rectangle {
                anchors.fill: parent
                anchors.margins: 22
                radius: 18
                color: "transparent"
                border.width: 6
                border.color: Theme.colors.soilLight
            }

            Icon {
                anchors.centerIn: parent
                width: 170
                height: 170
                name: "paused"
                color: Theme.colors.paper
                weight: 7
            }
        }
    }
}
