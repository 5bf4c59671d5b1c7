import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// Show your code; without one, go on as a guest.
Page {
    id: screen

    required property SessionModel session

    PassPicture {
        anchors.fill: parent
    }

    words: [
        Label {
            width: parent.width
            text: qsTr("Show your Sprout code")
            size: Theme.titleSize
            strong: true
        },
        Label {
            width: parent.width
            visible: !screen.session.scannerFault
            text: qsTr("Hold the code on your phone to the reader")
            color: Theme.colors.inkSoft
        },
        BulletLine {
            width: parent.width
            visible: screen.session.scannerFault
            icon: "warn"
            text: qsTr("The reader does not work now. You can drop off and claim later")
            color: Theme.colors.clay
        }
    ]

    acts: Row {
        width: parent.width
        spacing: Theme.grid

        BackButton {
            id: back

            objectName: "back"
            height: guest.height
            onClicked: screen.session.back()
        }

        ActButton {
            id: guest

            objectName: "goAsGuest"
            width: parent.width - back.width - parent.spacing
            height: Math.max(implicitHeight, Theme.actHeight)
            primary: screen.session.scannerFault
            text: qsTr("No phone? Claim later")
            onClicked: screen.session.goAsGuest()
        }
    }
}
