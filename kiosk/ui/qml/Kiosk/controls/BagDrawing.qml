import QtQuick
import QtQuick.Shapes
import Kiosk.theme

// A tied bag, ``size`` pixels wide and 1.1 times as high; a ghost is where a bag should be or was.
Item {
    id: bag

    property real size: 200
    property bool ghost: false

    readonly property string outline: "M30 84C-4 128 -8 220 44 220H156C208 220 204 128 170 84C152 66 122 66 118 60L134 22C120 34 110 18 100 28C90 18 80 34 66 22L82 60C78 66 48 66 30 84Z"

    width: size
    height: size * 1.1

    Shape {
        width: 200
        height: 220
        scale: bag.size / 200
        transformOrigin: Item.TopLeft
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: bag.ghost ? Theme.colors.inkSoft : "transparent"
            strokeWidth: bag.ghost ? 6 : -1
            strokeStyle: ShapePath.DashLine
            dashPattern: [2.4, 2]
            fillColor: bag.ghost ? "transparent" : Theme.colors.sprout

            PathSvg {
                path: bag.outline
            }
        }

        ShapePath {
            strokeColor: bag.ghost ? "transparent" : Theme.colors.leaf
            strokeWidth: 10
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap

            PathSvg {
                path: "M80 62H120M62 108C52 130 48 156 50 180"
            }
        }
    }
}
