pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.theme

// The sprout: the one living thing on the screen. Grows with ``growth`` (0 to 1), sways while the scale moves, stands
// still when settled, blooms once. Clothes grow a plant, books a tree. Without ``Theme.motion`` it stands as it will end.
Item {
    id: plant

    property string material: ""
    property real growth: 0
    property bool swaying: false
    property bool bloom: false
    property bool seed: true
    property list<string> offered: [] // materials that float over the seed: what to bring

    property real shown: growth
    property real opening: 0
    property real sway: 0
    readonly property real openness: !bloom ? 0 : Theme.motion ? opening : 1

    objectName: "plant"
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("A plant that grows with your bag")

    Behavior on shown {
        enabled: Theme.motion

        NumberAnimation {
            duration: Theme.quick
            easing.type: Easing.OutQuad
        }
    }

    NumberAnimation on opening {
        running: plant.bloom && Theme.motion
        from: 0
        to: 1
        duration: 600
        easing.type: Easing.OutBack
    }

    SequentialAnimation on sway {
        id: swing

        running: plant.swaying && Theme.motion
        loops: Animation.Infinite
        onStopped: rest.start()

        NumberAnimation {
            to: 2.4
            duration: 520
            easing.type: Easing.InOutSine
        }

        NumberAnimation {
            to: -2.4
            duration: 520
            easing.type: Easing.InOutSine
        }
    }

    NumberAnimation {
        id: rest

        target: plant
        property: "sway"
        to: 0
        duration: Theme.quick
        easing.type: Easing.OutQuad
    }

    Item {
        width: 800
        height: 800
        anchors.centerIn: parent
        scale: Math.min(plant.width, plant.height) / 800

        Bubble {}

        Soil {
            growth: plant.shown
            seed: plant.seed
        }

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 230
            spacing: 44

            Repeater {
                model: plant.offered

                MaterialPicture {
                    required property string modelData

                    width: plant.offered.length > 1 ? 220 : 260
                    height: width
                    material: modelData
                }
            }
        }

        Item {
            width: 800
            height: 800
            transform: Rotation {
                origin.x: 400
                origin.y: 640
                angle: Theme.motion ? plant.sway : 0
            }

            Sprout {
                visible: plant.material !== "books" && growth > 0
                growth: plant.shown
                openness: plant.openness
            }

            BookTree {
                visible: plant.material === "books" && growth > 0
                growth: plant.shown
                openness: plant.openness
            }
        }
    }
}
