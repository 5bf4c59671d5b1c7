import QtQuick
import QtQuick.Shapes
import Kiosk.theme

// A collection bin that stands on its scale, on 800 by 800: the rim is at y = 340, from x = 240 to 560.
Item {
    width: 800
    height: 800

    Shape {
        anchors.fill: parent
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeWidth: -1
            fillColor: Theme.colors.leafBright

            PathSvg {
                path: "M262 372H538L518 574C517 586 510 592 500 592H300C290 592 283 586 282 574Z"
            }
        }

        ShapePath {
            strokeColor: Theme.colors.sprout
            strokeWidth: 12
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: "M400 540V452M400 500C372 500 350 482 350 452C378 452 400 470 400 500ZM400 480C400 450 420 432 450 432C450 462 428 480 400 480Z"
            }
        }
    }

    Rectangle {
        x: 240
        y: 340
        width: 320
        height: 44
        radius: 16
        color: Theme.colors.leaf
    }

    Rectangle {
        x: 190
        y: 592
        width: 420
        height: 44
        radius: 16
        color: Theme.colors.leaf
    }

    Rectangle {
        x: 240
        y: 636
        width: 60
        height: 32
        color: Theme.colors.ink
    }

    Rectangle {
        x: 500
        y: 636
        width: 60
        height: 32
        color: Theme.colors.ink
    }
}
