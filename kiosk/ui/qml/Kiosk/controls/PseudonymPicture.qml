import QtQuick
import QtQuick.Shapes
import Kiosk.theme

// Somebody whose face is a leaf: a code name instead of a name. Drawn on 800 by 800.
Item {
    id: picture

    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Somebody with a leaf for a face")

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
                strokeWidth: -1
                fillColor: Theme.colors.soil

                PathSvg {
                    path: "M156 690C156 540 260 470 400 470C540 470 644 540 644 690A380 380 0 0 1 156 690Z"
                }
            }

            ShapePath {
                strokeWidth: -1
                fillColor: Theme.colors.soilLight

                PathSvg {
                    path: "M222 280A178 178 0 1 1 578 280A178 178 0 1 1 222 280Z"
                }
            }

            ShapePath {
                strokeColor: Theme.colors.leafDeep
                strokeWidth: 10
                joinStyle: ShapePath.RoundJoin
                fillColor: Theme.colors.sprout

                PathSvg {
                    path: "M302 388C266 240 362 148 524 160C532 302 464 408 302 388Z"
                }
            }

            ShapePath {
                strokeColor: Theme.colors.leafDeep
                strokeWidth: 10
                capStyle: ShapePath.RoundCap
                fillColor: "transparent"

                PathSvg {
                    path: "M276 420C330 352 384 294 464 220M366 322L366 264M410 274L472 284"
                }
            }
        }
    }
}
