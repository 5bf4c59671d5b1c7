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

    readonly property bool broken: session.deviceFault !== "" // nothing can be weighed now

    TapHandler {
        onTapped: screen.session.start()
    }

    Item {
        anchors.fill: parent

        Plant {
            objectName: "sprout"
            anchors.fill: parent
            visible: !screen.broken && (screen.reading.panel === "sprout" || screen.reading.panel === "accepted" && !goods.roomy)
            offered: ["clothing", "books"]
        }

        ScalePicture {
            objectName: "scaleTrouble"
            anchors.fill: parent
            visible: screen.broken
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
            text: screen.broken ? Words.trouble(screen.session.deviceFault) : qsTr("Bring clothes and books. We weigh, you earn.")
            size: Theme.titleSize
            strong: true
            color: screen.broken ? Theme.colors.clay : Theme.colors.ink
        },
        Label {
            width: parent.width
            visible: screen.session.todayText !== "" && !screen.broken
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
                text: Words.full(modelData, screen.containers.elsewhere[index] ?? "", screen.containers.distances[index] ?? "", screen.containers.units[index] ?? "")
                strong: true
                color: Theme.colors.attention
            }
        },
        Label {
            width: parent.width
            visible: screen.broken
            text: qsTr("Please wait a moment, or come back later")
            strong: true
        },
        Label {
            objectName: "told"
            width: parent.width
            visible: screen.broken
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
            primary: !screen.broken
            text: screen.broken ? qsTr("Look at my ledger") : qsTr("Start") // without the scale a code leads no further
            onClicked: screen.session.start()
        }
    }
}
