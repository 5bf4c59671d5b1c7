import QtQuick
import QtQuick.Shapes
import Kiosk.theme

// A badge on its ribbon: this is the staff's screen. Drawn on 800 by 800.
Item {
    id: picture

    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("A badge of the staff")

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
                strokeColor: Theme.colors.leaf
                strokeWidth: 40
                fillColor: "transparent"
                joinStyle: ShapePath.RoundJoin

                PathSvg {
                    path: "M270 30L400 290L530 30"
                }
            }
        }

        Rectangle {
            x: 230
            y: 270
            width: 340
            height: 420
            radius: 36
            color: Theme.colors.card
            border.width: 10
            border.color: Theme.colors.ink

            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                y: 26
                width: 96
                height: 24
                radius: 12
                color: Theme.colors.ink
            }

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                y: 84
                width: 210
                height: 210
                name: "person"
                color: Theme.colors.soil
                weight: 5
            }

            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                y: 328
                width: 200
                height: 28
                radius: 14
                color: Theme.colors.sprout
            }
        }
    }
}
