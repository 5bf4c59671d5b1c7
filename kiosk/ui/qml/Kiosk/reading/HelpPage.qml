import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// How it works in three pictures, what to do without a phone, and whom to call.
Page {
    id: page

    required property SessionModel session
    required property ReadingModel reading

    wordsSpacing: 2 * Theme.grid

    ThreeSteps {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        room: parent.height - 2 * Theme.grid
        visible: Theme.landscape
        container: page.session.container
    }

    words: [
        Label {
            width: parent.width
            text: qsTr("How it works")
            size: Theme.titleSize
            strong: true
        },
        ThreeSteps {
            width: parent.width
            visible: !Theme.landscape
            container: page.session.container
        },
        BulletLine {
            objectName: "noPhone"
            width: parent.width
            icon: "person"
            text: qsTr("No phone and no card? Drop off as a guest, and claim your points later")
        },
        CallCard {
            width: parent.width
            reading: page.reading
        }
    ]

    acts: Column {
        width: parent.width
        spacing: 1.5 * Theme.grid

        Row {
            id: more

            readonly property real share: (width - spacing) / 2
            readonly property real tallest: Math.max(goods.implicitHeight, privacy.implicitHeight)

            width: parent.width
            spacing: Theme.grid

            ReadButton {
                id: goods

                reading: page.reading
                page: "accepted"
                width: more.share
                height: more.tallest
                text: qsTr("What goes in")
            }

            ReadButton {
                id: privacy

                reading: page.reading
                page: "privacy"
                width: more.share
                height: more.tallest
                text: qsTr("Privacy")
            }
        }

        ReturnButton {
            width: parent.width
            session: page.session
        }
    }
}
