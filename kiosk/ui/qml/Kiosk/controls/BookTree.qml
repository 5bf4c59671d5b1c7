pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Kiosk.theme

// The plant that books grow: a small tree whose leaves are open pages. Drawn on 800 by 800; the ground is at y = 606.
// ``sway`` bends the trunk and ``flutter`` turns the pages, both from -1 to 1.
Item {
    id: tree

    property real growth: 0
    property real openness: 0
    property real sway: 0
    property real flutter: 0

    readonly property real shoot: Math.min(1, growth / 0.1) // how much of the first shoot is out of the ground
    readonly property real bend: 18 * growth * sway
    readonly property real topX: 400 + bend
    readonly property real topY: 640 - 60 * shoot - 330 * growth
    // height on the trunk, side, reach, from which growth on, width of the page
    readonly property var branches: [
        {
            at: 0.34,
            side: -1,
            reach: 228,
            from: 0.2,
            span: 150
        },
        {
            at: 0.44,
            side: 1,
            reach: 226,
            from: 0.32,
            span: 146
        },
        {
            at: 0.66,
            side: -1,
            reach: 150,
            from: 0.46,
            span: 122
        },
        {
            at: 0.76,
            side: 1,
            reach: 152,
            from: 0.58,
            span: 122
        }
    ]

    width: 800
    height: 800
    visible: growth > 0

    Shape {
        anchors.fill: parent
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: Theme.colors.soil
            strokeWidth: 14 + 20 * tree.growth
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            startX: 400
            startY: 618

            PathCubic {
                control1X: 392
                control1Y: 600
                control2X: 400 - 20 * tree.growth + 0.4 * tree.bend
                control2Y: 618 - (618 - tree.topY) * 0.6
                x: tree.topX
                y: tree.topY
            }
        }
    }

    Repeater {
        model: tree.branches

        Item {
            id: branch

            required property var modelData
            readonly property real grown: Math.max(0, Math.min(1, (tree.growth - modelData.from) / 0.3))
            readonly property real reach: modelData.reach * grown

            x: 396 + tree.bend * modelData.at * modelData.at
            y: 606 - (606 - tree.topY) * modelData.at
            visible: grown > 0

            Shape {
                width: 10
                height: 10
                preferredRendererType: Shape.CurveRenderer

                ShapePath {
                    strokeColor: Theme.colors.soil
                    strokeWidth: 8 + 8 * tree.growth
                    fillColor: "transparent"
                    capStyle: ShapePath.RoundCap

                    PathQuad {
                        controlX: branch.modelData.side * branch.reach * 0.7
                        controlY: 0
                        x: branch.modelData.side * branch.reach
                        y: -branch.reach * 0.42
                    }
                }
            }

            PageLeaf {
                x: branch.modelData.side * branch.reach
                y: -branch.reach * 0.36
                span: branch.modelData.span * branch.grown
                tilt: branch.modelData.side * 14 + 6 * branch.modelData.at * tree.flutter
            }

            Flower {
                x: branch.modelData.side * branch.reach * 0.62
                y: -branch.reach * 0.16
                reach: 44
                openness: tree.openness
                scale: branch.grown
            }
        }
    }

    PageLeaf {
        x: tree.topX
        y: tree.topY + 14
        span: (96 + 100 * tree.growth) * tree.shoot
        tilt: 6 * tree.flutter
    }

    Flower {
        x: tree.topX
        y: tree.topY - 8
        reach: 56
        openness: tree.openness
    }
}
