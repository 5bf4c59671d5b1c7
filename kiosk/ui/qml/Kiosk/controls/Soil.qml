import QtQuick
import QtQuick.Shapes
import Kiosk.theme

// Earth seen from the side, with the seed in it. Roots reach out as the plant above grows.
Item {
    id: soil

    property real growth: 0
    property bool seed: true

    width: 800
    height: 800

    Shape {
        anchors.fill: parent
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeWidth: -1
            fillColor: Theme.colors.soil

            PathSvg {
                path: "M73 630C180 596 300 600 400 606C520 612 620 592 727 630A400 400 0 0 1 73 630Z"
            }
        }

        ShapePath {
            strokeWidth: -1
            fillColor: Theme.colors.soilLight

            PathSvg {
                path: "M170 664A10 10 0 1 0 190 664A10 10 0 1 0 170 664ZM248 716A7 7 0 1 0 262 716A7 7 0 1 0 248 716ZM556 712A9 9 0 1 0 574 712A9 9 0 1 0 556 712ZM620 660A12 12 0 1 0 644 660A12 12 0 1 0 620 660ZM308 648A6 6 0 1 0 320 648A6 6 0 1 0 308 648ZM500 654A6 6 0 1 0 512 654A6 6 0 1 0 500 654ZM338 758A8 8 0 1 0 354 758A8 8 0 1 0 338 758ZM470 754A6 6 0 1 0 482 754A6 6 0 1 0 470 754Z"
            }
        }
    }

    Shape {
        anchors.fill: parent
        preferredRendererType: Shape.CurveRenderer
        visible: soil.growth > 0.05
        opacity: Math.min(1, soil.growth * 2)

        ShapePath {
            strokeColor: Theme.colors.soilLight
            strokeWidth: 7
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap

            PathSvg {
                path: "M400 690C396 716 404 738 398 766M398 704C372 716 350 718 330 736M402 704C428 716 452 716 474 738"
            }
        }
    }

    Shape {
        x: 400
        y: 690
        width: 60
        height: 60
        preferredRendererType: Shape.CurveRenderer
        visible: soil.seed

        ShapePath {
            strokeWidth: -1
            fillColor: Theme.colors.sun

            PathSvg {
                path: "M0 -34C26 -18 26 18 0 30C-26 18 -26 -18 0 -34Z"
            }
        }
    }
}
