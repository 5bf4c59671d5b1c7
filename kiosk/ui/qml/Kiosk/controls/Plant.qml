pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.theme

// The sprout: the one living thing on the screen. Grows with ``growth`` (0 to 1), sways while the scale moves, comes to
// rest when settled, blooms once. Clothes grow a plant, books a tree. Without ``Theme.motion`` it stands as it will end.
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
    readonly property real sway: Theme.motion && growth > 0 ? Breeze.lean : 0
    readonly property real flutter: Theme.motion && growth > 0 ? Breeze.flutter : 0
    readonly property real openness: !bloom ? 0 : Theme.motion ? opening : 1
    readonly property bool blown: swaying && visible && Theme.motion

    objectName: "plant"
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("A plant that grows with your bag")
    onBlownChanged: Breeze.blowing = blown
    Component.onDestruction: if (blown)
        Breeze.blowing = false

    // Keeps its speed when the next weight comes in the middle of it: readings do not jerk the plant.
    Behavior on shown {
        enabled: Theme.motion

        SmoothedAnimation {
            velocity: -1
            duration: 2 * Theme.quick
        }
    }

    NumberAnimation on opening {
        running: plant.bloom && Theme.motion
        from: 0
        to: 1
        duration: 600
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

        Sprout {
            visible: plant.material !== "books" && growth > 0
            growth: plant.shown
            openness: plant.openness
            sway: plant.sway
            flutter: plant.flutter
        }

        BookTree {
            visible: plant.material === "books" && growth > 0
            growth: plant.shown
            openness: plant.openness
            sway: plant.sway
            flutter: plant.flutter
        }
    }
}
