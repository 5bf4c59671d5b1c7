pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Kiosk.theme

// The plant that clothes grow: a stem that lengthens and leafs. Drawn on 800 by 800; the ground is at y = 606.
Item {
    id: sprout

    property real growth: 0
    property real openness: 0

    readonly property real baseX: 400
    readonly property real baseY: 676
    readonly property real topX: 400 + 26 * growth
    readonly property real topY: growth > 0 ? 588 - 470 * growth : 640
    readonly property real bendX: 400 - 46 * growth
    readonly property real bendY: baseY - (baseY - topY) * 0.42
    readonly property real reachX: topX + 34 * growth
    readonly property real reachY: baseY - (baseY - topY) * 0.74

    function stemX(t: real): real {
        const u = 1 - t;
        return u * u * u * baseX + 3 * u * u * t * bendX + 3 * u * t * t * reachX + t * t * t * topX;
    }

    function stemY(t: real): real {
        const u = 1 - t;
        return u * u * u * baseY + 3 * u * u * t * bendY + 3 * u * t * t * reachY + t * t * t * topY;
    }

    width: 800
    height: 800
    visible: growth > 0

    Shape {
        anchors.fill: parent
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: Theme.colors.leafBright
            strokeWidth: 12 + 8 * sprout.growth
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            startX: sprout.baseX
            startY: sprout.baseY

            PathCubic {
                control1X: sprout.bendX
                control1Y: sprout.bendY
                control2X: sprout.reachX
                control2Y: sprout.reachY
                x: sprout.topX
                y: sprout.topY
            }
        }
    }

    Repeater {
        // where on the stem, from which growth on, how long when grown
        model: [
            {
                at: 0.36,
                from: 0.16,
                size: 210
            },
            {
                at: 0.5,
                from: 0.3,
                size: 200
            },
            {
                at: 0.64,
                from: 0.44,
                size: 176
            },
            {
                at: 0.77,
                from: 0.58,
                size: 150
            },
            {
                at: 0.85,
                from: 0.72,
                size: 108
            }
        ]

        Leaf {
            required property var modelData
            required property int index

            x: sprout.stemX(modelData.at)
            y: sprout.stemY(modelData.at)
            mirrored: index % 2 === 0
            lift: index === 4 ? -4 : 4 + 4 * index
            length: modelData.size * Math.max(0, Math.min(1, (sprout.growth - modelData.from) / 0.28))
            fill: index % 2 === 0 ? Theme.colors.leafBright : Theme.colors.sprout
            rib: index % 2 === 0 ? Theme.colors.sprout : Theme.colors.leafBright
        }
    }

    Leaf {
        x: sprout.topX
        y: sprout.topY
        length: 74 + 50 * sprout.growth
        lift: 22
    }

    Leaf {
        x: sprout.topX
        y: sprout.topY
        mirrored: true
        length: 70 + 40 * sprout.growth
        lift: 34
        fill: Theme.colors.leafBright
        rib: Theme.colors.sprout
    }

    Flower {
        x: sprout.topX
        y: sprout.topY - 14
        reach: 70 + 30 * sprout.growth
        openness: sprout.openness
    }
}
