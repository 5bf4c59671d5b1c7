import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// Show your code, on the phone or on the card; without either, go on as a guest. Where a camera reads, one sees oneself.
Page {
    id: screen

    required property SessionModel session
    required property CameraModel camera

    readonly property bool seeing: session.camera !== "" && session.camera !== "missing"
    readonly property bool unread: session.blind || session.reason === "no_keys" // no code of anybody
    readonly property bool guestOnly: unread || session.reason === "foreign" || session.reason === "revoked" // or not this one
    readonly property string trouble: session.blind ? qsTr("The reader does not work now. You can drop off and claim later") : session.camera === "missing" ? qsTr("The camera does not work now. Hold your phone or card to the reader") : ""
    readonly property string hint: Words.cameraHint(session.camera)

    PassPicture {
        anchors.fill: parent
        visible: !screen.seeing
        unread: screen.unread
    }

    CameraPreview {
        objectName: "preview"
        anchors.centerIn: parent
        width: Math.min(parent.width, parent.height * 4 / 3)
        height: Math.min(parent.height, parent.width)
        visible: screen.seeing
        source: screen.camera.source
    }

    words: [
        Label {
            width: parent.width
            text: screen.unread ? qsTr("Codes cannot be read just now") : qsTr("Show your Sprout code or card")
            size: Theme.titleSize
            strong: true
        },
        Label {
            width: parent.width
            visible: !screen.seeing && !screen.unread && screen.trouble === ""
            text: qsTr("Hold your phone or card to the reader")
            color: Theme.colors.inkSoft
        },
        Item {
            width: parent.width
            height: Math.max(2 * Math.round(Theme.bodySize * Theme.lineHeight), line.implicitHeight)
            visible: screen.seeing

            BulletLine {
                id: line

                objectName: "cameraHint"
                width: parent.width
                icon: screen.hint === "" ? "scan" : screen.session.camera
                text: screen.hint === "" ? qsTr("Hold your phone or card so that the code is in the frame") : screen.hint
                strong: screen.hint !== ""
                color: screen.hint === "" ? Theme.colors.leaf : Theme.colors.attention
            }
        },
        BulletLine {
            objectName: "trouble"
            width: parent.width
            visible: screen.trouble !== ""
            icon: "warn"
            text: screen.trouble
            color: screen.session.blind ? Theme.colors.clay : Theme.colors.attention
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
            primary: screen.guestOnly
            text: screen.guestOnly ? qsTr("Drop off now, claim later") : qsTr("No phone, no card? Claim later")
            onClicked: screen.session.goAsGuest()
        }
    }
}
