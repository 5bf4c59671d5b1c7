import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// The scale has a fault in the middle of a visit. It heals by itself; so does this screen.
Page {
    id: screen

    required property SessionModel session
    required property VisitModel visit

    ScalePicture {
        anchors.fill: parent
    }

    words: [
        Label {
            width: parent.width
            text: Words.trouble(screen.session.deviceFault)
            size: Theme.titleSize
            strong: true
            color: Theme.colors.clay
        },
        Label {
            objectName: "told"
            width: parent.width
            text: Words.told(screen.session.staffTold)
            strong: true
        },
        Label {
            width: parent.width
            text: qsTr("Please wait. When it is well again, you go on from here")
        },
        Label { // some indicators say nothing at all while they are overloaded
            width: parent.width
            visible: screen.session.deviceFault === "silent" && !screen.session.container
            text: qsTr("Is the bag very heavy? Please take it off")
        },
        BulletLine {
            width: parent.width
            visible: screen.visit.bags > 0
            icon: "check"
            text: qsTr("What is recorded stays recorded: %1\u00a0kg").arg(screen.visit.netText)
            color: Theme.colors.leaf
        },
        Label {
            objectName: "cause"
            width: parent.width
            text: qsTr("For the staff: %1").arg(Words.cause(screen.session.deviceFault))
            size: Theme.smallSize
            color: Theme.colors.inkSoft
        }
    ]

    acts: ActButton {
        objectName: "cancel"
        width: parent.width
        height: Math.max(implicitHeight, Theme.actHeight)
        primary: false
        text: qsTr("Do not wait, finish")
        onClicked: screen.session.cancel()
    }
}
