import QtQuick
import QtQuick.Shapes
import Kiosk.theme

// A leaf of the book tree: an open book, its spine at the item's origin, ``span`` pixels from edge to edge.
Item {
    id: leaf

    property real span: 200
    property real tilt: 0
    property color leftPage: Theme.colors.sprout
    property color rightPage: Theme.colors.leafBright

    transform: [
        Scale {
            xScale: leaf.span / 200
            yScale: leaf.span / 200
        },
        Rotation {
            angle: leaf.tilt
        }
    ]

    Shape {
        width: 200
        height: 140
        preferredRendererType: Shape.CurveRenderer
        visible: leaf.span > 1

        ShapePath {
            strokeWidth: -1
            fillColor: leaf.leftPage

            PathSvg {
                path: "M0 0C-22 -40 -64 -54 -100 -46L-100 -122C-64 -132 -22 -116 0 -80Z"
            }
        }

        ShapePath {
            strokeWidth: -1
            fillColor: leaf.rightPage

            PathSvg {
                path: "M0 0C22 -40 64 -54 100 -46L100 -122C64 -132 22 -116 0 -80Z"
            }
        }

        ShapePath {
            strokeColor: Theme.colors.leaf
            strokeWidth: 5
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap

            PathSvg {
                path: "M-82 -98C-60 -102 -36 -94 -18 -76M-82 -74C-60 -78 -36 -70 -18 -52"
            }
        }

        ShapePath {
            strokeColor: Theme.colors.sprout
            strokeWidth: 5
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap

            PathSvg {
                path: "M82 -98C60 -102 36 -94 18 -76M82 -74C60 -78 36 -70 18 -52"
            }
        }
    }
}
