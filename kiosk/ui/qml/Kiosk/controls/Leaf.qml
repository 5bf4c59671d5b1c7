import QtQuick
import QtQuick.Shapes
import Kiosk.theme

// One leaf. Its stalk is at the item's origin; it points right, or left when mirrored, and is ``length`` pixels long.
Item {
    id: leaf

    property real length: 200
    property bool mirrored: false
    property real lift: 0 // degrees above the horizontal
    property color fill: Theme.colors.sprout
    property color rib: Theme.colors.leafBright

    transform: [
        Rotation {
            angle: -leaf.lift
        },
        Scale {
            xScale: leaf.length / 200 * (leaf.mirrored ? -1 : 1)
            yScale: leaf.length / 200
        }
    ]

    Shape {
        width: 200
        height: 120
        preferredRendererType: Shape.CurveRenderer
        visible: leaf.length > 1

        ShapePath {
            strokeWidth: -1
            fillColor: leaf.fill

            PathSvg {
                path: "M0 0C18 -52 92 -86 200 -66C188 10 96 62 0 0Z"
            }
        }

        ShapePath {
            strokeColor: leaf.rib
            strokeWidth: 5
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap

            PathSvg {
                path: "M0 0C50 -10 100 -28 150 -48"
            }
        }
    }
}
