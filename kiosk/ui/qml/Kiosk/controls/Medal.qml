pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Kiosk.theme

// A badge of the account, drawn on 240 by 240. One that is still to be earned is pale, and its rim is dashed.
Item {
    id: medal

    property string kind: ""
    property bool earned: false

    readonly property var kilograms: ({
            "kg_10": "10",
            "kg_50": "50",
            "kg_100": "100"
        })

    implicitWidth: 240
    implicitHeight: 240

    Item {
        id: ground

        width: 240
        height: 240
        anchors.centerIn: parent
        scale: Math.min(medal.width, medal.height) / 240

        Shape {
            anchors.fill: parent

            ShapePath {
                fillColor: medal.earned ? Theme.colors.tint : "transparent"
                strokeColor: medal.earned ? Theme.colors.leaf : Theme.colors.inkSoft
                strokeWidth: medal.earned ? 8 : 4
                strokeStyle: medal.earned ? ShapePath.SolidLine : ShapePath.DashLine
                dashPattern: [3, 3]

                PathAngleArc {
                    centerX: 120
                    centerY: 120
                    radiusX: 112
                    radiusY: 112
                    startAngle: 0
                    sweepAngle: 360
                }
            }
        }

        Item {
            anchors.fill: parent
            opacity: medal.earned ? 1 : 0.4

            // the first shoot, over a heap of earth
            Item {
                visible: medal.kind === "first"

                Rectangle {
                    x: 117
                    y: 108
                    width: 8
                    height: 64
                    radius: 4
                    color: Theme.colors.leafBright
                }

                Leaf {
                    x: 121
                    y: 116
                    length: 76
                    lift: 16
                }

                Leaf {
                    x: 121
                    y: 126
                    length: 64
                    lift: 16
                    mirrored: true
                }

                Rectangle {
                    x: 62
                    y: 164
                    width: 118
                    height: 26
                    radius: 13
                    color: Theme.colors.soil
                }
            }

            Item {
                visible: medal.kind === "both"

                MaterialPicture {
                    x: 34
                    y: 56
                    width: 104
                    height: 104
                    material: "clothing"
                }

                MaterialPicture {
                    x: 112
                    y: 96
                    width: 96
                    height: 96
                    material: "books"
                }
            }

            // a leaf for each month, one above the other
            Item {
                visible: medal.kind === "months"

                Rectangle {
                    x: 116
                    y: 62
                    width: 8
                    height: 138
                    radius: 4
                    color: Theme.colors.leafBright
                }

                Repeater {
                    model: 4

                    Leaf {
                        required property int index

                        x: 120
                        y: 182 - 32 * index
                        length: 80 - 8 * index
                        lift: 14
                        mirrored: index % 2 === 1
                    }
                }
            }

            // so many kilograms, with as many leaves as there are steps behind them
            Item {
                visible: (medal.kilograms[medal.kind] ?? "") !== ""

                Leaf {
                    x: 120
                    y: 190
                    length: medal.kind === "kg_10" ? 56 : 70
                    lift: medal.kind === "kg_10" ? 60 : 20
                }

                Leaf {
                    visible: medal.kind !== "kg_10"
                    x: 120
                    y: 190
                    length: 70
                    lift: 20
                    mirrored: true
                }

                Flower {
                    visible: medal.kind === "kg_100"
                    x: 120
                    y: 184
                    reach: 34
                    openness: 1
                }
            }
        }

        Rectangle {
            visible: medal.earned
            x: 168
            y: 168
            width: 64
            height: 64
            radius: 32
            color: Theme.colors.leaf
            border.width: 5
            border.color: Theme.colors.paper

            Icon {
                anchors.centerIn: parent
                width: 38
                height: 38
                name: "check"
                color: Theme.colors.onLeaf
                weight: 6
            }
        }

        Label { // never pale: it is read
            y: 44
            width: 240
            horizontalAlignment: Text.AlignHCenter
            text: medal.kilograms[medal.kind] ?? ""
            size: 84
            strong: true
            color: medal.earned ? Theme.colors.leaf : Theme.colors.inkSoft
            Accessible.ignored: true
        }
    }
}
