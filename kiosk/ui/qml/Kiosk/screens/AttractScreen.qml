pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.reading
import Kiosk.theme

// Nobody is here: an invitation, and one thing after the other to know beforehand. Between two of them nothing moves.
Page {
    id: screen

    required property SessionModel session
    required property ContainersModel containers
    required property ReadingModel reading

    TapHandler {
        onTapped: screen.session.start()
    }

    Item {
        anchors.fill: parent

        Plant {
            objectName: "sprout"
            anchors.fill: parent
            visible: screen.reading.panel === "sprout" || screen.reading.panel === "accepted" && !goods.roomy
            offered: ["clothing", "books"]
        }

        Item {
            id: goods

            readonly property real pictureSize: height > 900 ? 152 : 112
            readonly property bool roomy: height >= lists.height // small words nobody can read

            objectName: "accepted"
            anchors.fill: parent
            visible: screen.reading.panel === "accepted" && roomy

            Column {
                id: lists

                anchors.centerIn: parent
                width: parent.width
                spacing: 2 * Theme.grid

                GoodsList {
                    pictureSize: goods.pictureSize
                    width: parent.width
                    material: "clothing"
                    accepted: screen.reading.clothingAccepted
                }

                GoodsList {
                    pictureSize: goods.pictureSize
                    width: parent.width
                    material: "books"
                    accepted: screen.reading.booksAccepted
                }
            }
        }

        ThreeSteps {
            objectName: "steps"
            anchors.centerIn: parent
            width: Math.min(parent.width, 860)
            room: Math.min(parent.height - 2 * Theme.grid, 960)
            visible: screen.reading.panel === "steps"
            container: screen.session.container
        }
    }

    words: [
        TapHandler {
            onTapped: screen.session.start()
        },
        Label {
            width: parent.width
            text: qsTr("Bring clothes and books. We weigh, you earn.")
            size: Theme.titleSize
            strong: true
        },
        Label {
            width: parent.width
            visible: screen.session.todayText !== "" && screen.session.deviceFault === ""
            text: qsTr("Collected here today: %1\u00a0kg").arg(screen.session.todayText)
            color: Theme.colors.inkSoft
        },
        Repeater {
            model: screen.containers.full

            BulletLine {
                required property int index
                required property string modelData

                objectName: "full-" + modelData
                width: parent?.width ?? 0
                icon: "bin"
                text: Words.fullOf(modelData, screen.containers.elsewhere[index] ?? "", screen.containers.distances[index] ?? "", screen.containers.units[index] ?? "")
                strong: true
                color: Theme.colors.attention
            }
        },
        BulletLine {
            width: parent.width
            visible: screen.session.deviceFault !== ""
            icon: "warn"
            text: qsTr("The scale is not ready. Please wait a moment or come back later")
            color: Theme.colors.clay
        },
        Label {
            objectName: "told"
            width: parent.width
            visible: screen.session.deviceFault !== ""
            text: Words.told(screen.session.staffTold)
            color: Theme.colors.inkSoft
        }
    ]

    acts: Column {
        width: parent.width
        spacing: 1.5 * Theme.grid

        ReadButton {
            reading: screen.reading
            page: "accepted"
            width: parent.width
            text: qsTr("What goes in here")
        }

        ActButton {
            objectName: "start"
            width: parent.width
            text: qsTr("Start")
            onClicked: screen.session.start()
        }
    }
}
