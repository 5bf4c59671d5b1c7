import QtQuick
import QtQuick.Shapes
import Kiosk.theme

// A test weight, 200 by 220: a body with a grip, and its mass on it.
Item {
    id: weight

    property string mass: ""

    width: 200
    height: 220

    Shape {
        anchors.fill: parent
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: Theme.colors.ink
            strokeWidth: 20
            fillColor: "transparent"

            PathSvg {
                path: "M64 84V46C64 8 136 8 136 46V84"
            }
        }

        ShapePath {
            strokeWidth: -1
            fillColor: Theme.colors.ink

            PathSvg {
                path: "M46 78H154C170 78 176 86 178 98L194 196C196 210 190 220 176 220H24C10 220 4 210 6 196L22 98C24 86 30 78 46 78Z"
            }
        }
    }

    Label {
        anchors.horizontalCenter: parent.horizontalCenter
        y: 106
        text: weight.mass
        size: 70
        strong: true
        wrapMode: Text.NoWrap
        color: Theme.colors.paper
        Accessible.ignored: true
    }
}
