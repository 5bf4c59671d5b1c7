pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Kiosk.theme

// What to do at the scale, without words. A scene names what stands where on 800 by 800; what it leaves out is not there.
Item {
    id: picture

    // base: scale, bin or none; baseX, baseScale, tilt (degrees): how it stands
    // bags, ghosts: [left, bottom, width]; weights: [left, bottom]; arrows: [x, y, degrees] pointing down at 0
    // shirt: [left, top, width]; person: [left, bottom]; stone, back (a way back into the bin): true; badge: [icon, x, y]
    property var scene: ({})
    property string mass: "" // what is written on a test weight
    property color accent: Theme.colors.leaf

    Item {
        width: 800
        height: 800
        anchors.centerIn: parent
        scale: Math.min(picture.width, picture.height) / 800

        Bubble {}

        Rectangle {
            visible: picture.scene.stone ?? false
            x: 196
            y: 622
            width: 130
            height: 66
            radius: 30
            color: Theme.colors.soil
        }

        Repeater {
            model: picture.scene.bags ?? []

            BagDrawing {
                required property var modelData

                visible: picture.scene.base === "bin"
                x: modelData[0]
                y: modelData[1] - height
                size: modelData[2]
            }
        }

        Item {
            x: picture.scene.baseX ?? 0
            width: 800
            height: 800
            scale: picture.scene.baseScale ?? 1
            rotation: picture.scene.tilt ?? 0
            transformOrigin: Item.Bottom

            ScaleDrawing {
                visible: picture.scene.base === "scale"
            }

            BinDrawing {
                visible: picture.scene.base === "bin"
            }
        }

        Repeater {
            model: picture.scene.ghosts ?? []

            BagDrawing {
                required property var modelData

                ghost: true
                x: modelData[0]
                y: modelData[1] - height
                size: modelData[2]
            }
        }

        Repeater {
            model: picture.scene.bags ?? []

            BagDrawing {
                required property var modelData

                visible: picture.scene.base !== "bin"
                x: modelData[0]
                y: modelData[1] - height
                size: modelData[2]
            }
        }

        Repeater {
            model: picture.scene.weights ?? []

            TestWeight {
                required property var modelData

                x: modelData[0]
                y: modelData[1] - height
                mass: picture.mass
            }
        }

        MaterialPicture {
            visible: "shirt" in picture.scene
            x: picture.scene.shirt?.[0] ?? 0
            y: picture.scene.shirt?.[1] ?? 0
            width: picture.scene.shirt?.[2] ?? 0
            height: width
            material: "clothing"
        }

        PersonDrawing {
            visible: "person" in picture.scene
            x: picture.scene.person?.[0] ?? 0
            y: (picture.scene.person?.[1] ?? 0) - height
        }

        Shape {
            visible: picture.scene.back ?? false
            width: 800
            height: 800
            preferredRendererType: Shape.CurveRenderer

            ShapePath {
                strokeColor: picture.accent
                strokeWidth: 26
                fillColor: "transparent"
                capStyle: ShapePath.RoundCap
                joinStyle: ShapePath.RoundJoin

                PathSvg {
                    path: "M146 396C146 160 460 120 460 286M404 236L460 296L516 236"
                }
            }
        }

        Repeater {
            model: picture.scene.arrows ?? []

            Icon {
                required property var modelData

                x: modelData[0] - width / 2
                y: modelData[1] - height / 2
                width: 130
                height: 130
                rotation: modelData[2]
                name: "arrow"
                color: picture.accent
                weight: 8
            }
        }

        Rectangle {
            visible: "badge" in picture.scene
            x: (picture.scene.badge?.[1] ?? 0) - width / 2
            y: (picture.scene.badge?.[2] ?? 0) - height / 2
            width: 190
            height: 190
            radius: 95
            color: picture.accent

            Icon {
                anchors.centerIn: parent
                anchors.verticalCenterOffset: name === "warn" ? -8 : 0
                width: 110
                height: 110
                name: picture.scene.badge?.[0] ?? ""
                color: Theme.colors.paper
            }
        }
    }
}
