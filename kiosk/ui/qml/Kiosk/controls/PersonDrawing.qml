import QtQuick
import QtQuick.Shapes
import Kiosk.theme

// Somebody who walks to the left, 200 by 420, the soles at the bottom.
Shape {
    width: 200
    height: 420
    preferredRendererType: Shape.CurveRenderer

    ShapePath {
        strokeColor: Theme.colors.soil
        strokeWidth: 36
        fillColor: "transparent"
        capStyle: ShapePath.RoundCap
        joinStyle: ShapePath.RoundJoin

        PathSvg {
            path: "M104 270L60 336L52 402M108 270L142 336L176 396"
        }
    }

    ShapePath {
        strokeColor: Theme.colors.soilLight
        strokeWidth: 28
        fillColor: "transparent"
        capStyle: ShapePath.RoundCap
        joinStyle: ShapePath.RoundJoin

        PathSvg {
            path: "M92 160L48 210L26 252M118 160L158 200L176 244"
        }
    }

    ShapePath {
        strokeColor: Theme.colors.soil
        strokeWidth: 72
        fillColor: "transparent"
        capStyle: ShapePath.RoundCap

        PathSvg {
            path: "M104 164L106 250"
        }
    }

    ShapePath {
        strokeWidth: -1
        fillColor: Theme.colors.soilLight

        PathSvg {
            path: "M54 62A46 46 0 1 1 146 62A46 46 0 1 1 54 62Z"
        }
    }
}
