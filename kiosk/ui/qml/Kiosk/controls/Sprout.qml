pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Kiosk.theme

// The plant that clothes grow: a stem that pushes up out of the seed, lengthens and leafs. Drawn on 800 by 800; the
// ground is at y = 606. ``sway`` bends the stem and ``flutter`` turns the leaves, both from -1 to 1.
Item {
    id: sprout

    property real growth: 0
    property real openness: 0
    property real sway: 0
    property real flutter: 0

    readonly property real shoot: Math.min(1, growth / 0.1) // how much of the first shoot is out of the seed
    readonly property real bend: 36 * growth * sway
    readonly property real baseX: 400
    readonly property real baseY: 676
    readonly property real topX: 400 + 26 * growth + bend
    readonly property real topY: baseY - 88 * shoot - 470 * growth
    readonly property real bendX: 400 - 46 * growth
    readonly property real bendY: baseY - (baseY - topY) * 0.42
    readonly property real reachX: 400 + 60 * growth + 0.5 * bend
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
            readonly property real grown: Math.max(0, Math.min(1, (sprout.growth - modelData.from) / 0.28))

            x: sprout.stemX(modelData.at)
            y: sprout.stemY(modelData.at)
            mirrored: index % 2 === 0
            // A young leaf stands upright at the stem and unfolds outwards.
            lift: (index === 4 ? -4 : 4 + 4 * index) + 44 * (1 - grown) + (mirrored ? 6 : -6) * modelData.at * sprout.flutter
            length: modelData.size * grown
            fill: mirrored ? Theme.colors.leafBright : Theme.colors.sprout
            rib: mirrored ? Theme.colors.sprout : Theme.colors.leafBright
        }
    }

    // The two at the top stand close together in the earth, and bow aside for the blossom.
    Leaf {
        x: sprout.topX
        y: sprout.topY
        length: (74 + 50 * sprout.growth) * sprout.shoot
        lift: 22 + 50 * (1 - sprout.shoot) - 50 * sprout.openness - 7 * sprout.flutter
    }

    Leaf {
        x: sprout.topX
        y: sprout.topY
        mirrored: true
        length: (70 + 40 * sprout.growth) * sprout.shoot
        lift: 34 + 44 * (1 - sprout.shoot) - 62 * sprout.openness + 7 * sprout.flutter
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
