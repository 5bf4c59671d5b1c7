pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.models
import Kiosk.console
import Kiosk.controls
import Kiosk.theme

// For staff, behind badge and PIN: how this kiosk is, page by page, and the few things that are set here. Locks itself.
Item {
    id: screen

    required property SessionModel session
    required property ConsoleModel desk
    required property SoundModel sound

    readonly property var pageNames: ["devices", "sync", "today", "screen", "export", "service"]
    readonly property bool beside: Theme.landscape
    readonly property real wordsSpacing: Theme.grid
    readonly property real room: beside ? floor : acts.y - 3 * Theme.grid
    readonly property real floor: height - Theme.barHeight - Theme.grid / 2
    // Many words in large type: they shrink a little rather than run under the acts.
    readonly property real fit: pages.height > room && room > 0 ? room / pages.height : 1

    BadgePicture {
        x: Theme.margin
        width: screen.width - 2 * Theme.margin
        height: pages.y - 2 * Theme.grid
        visible: !screen.beside && height > 300
    }

    Loader {
        id: pages

        x: screen.beside ? acts.x + acts.width + Theme.margin : Theme.margin
        y: screen.beside ? Math.max(0, (screen.room - height * screen.fit) / 2) : screen.room - height * screen.fit
        width: screen.width - x - Theme.margin
        scale: screen.fit
        transformOrigin: screen.beside ? Item.TopLeft : Item.Top
        sourceComponent: screen.components[screen.desk.page] ?? null
    }

    Column {
        id: acts

        x: Theme.margin
        y: screen.floor - height
        width: screen.beside ? (Theme.large ? 500 : 440) : screen.width - 2 * Theme.margin
        spacing: 1.5 * Theme.grid

        Grid {
            id: tabs

            width: parent.width
            columns: screen.beside ? 2 : 3
            spacing: Theme.grid

            Repeater {
                model: screen.pageNames

                ChoiceButton {
                    required property string modelData

                    objectName: "page-" + modelData
                    width: (tabs.width - (tabs.columns - 1) * tabs.spacing) / tabs.columns
                    text: ConsoleWords.page(modelData)
                    on: screen.desk.page === modelData
                    onClicked: screen.desk.turnTo(modelData)
                }
            }
        }

        Grid {
            width: parent.width
            columns: screen.beside ? 1 : 2
            spacing: Theme.grid

            BackButton {
                id: back

                objectName: "back"
                onClicked: screen.session.back()
            }

            ActButton {
                objectName: "lock"
                width: screen.beside ? parent.width : parent.width - back.width - parent.spacing
                text: qsTr("Done, lock")
                onClicked: screen.session.lock()
            }
        }
    }

    readonly property var components: ({
            "devices": devices,
            "sync": sync,
            "today": today,
            "screen": looks,
            "export": exporting,
            "service": service
        })

    Component {
        id: devices

        DevicesPage {
            desk: screen.desk
        }
    }

    Component {
        id: sync

        SyncPage {
            desk: screen.desk
        }
    }

    Component {
        id: today

        TodayPage {
            desk: screen.desk
        }
    }

    Component {
        id: looks

        ScreenPage {
            desk: screen.desk
            sound: screen.sound
        }
    }

    Component {
        id: exporting

        ExportPage {
            desk: screen.desk
        }
    }

    Component {
        id: service

        ServicePage {
            desk: screen.desk
        }
    }
}
