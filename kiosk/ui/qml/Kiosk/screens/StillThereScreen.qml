import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// Asked before anything is abandoned. Any touch is an answer.
Page {
    id: screen

    required property SessionModel session
    required property VisitModel visit

    Countdown {
        anchors.fill: parent
        seconds: screen.session.secondsLeft
    }

    words: [
        Label {
            width: parent.width
            text: qsTr("Are you still there?")
            size: Theme.titleSize
            strong: true
        },
        Label {
            width: parent.width
            text: screen.visit.bags > 0 ? qsTr("Without a touch this visit ends. What is recorded stays recorded") : qsTr("Without a touch this visit ends")
            color: Theme.colors.inkSoft
        }
    ]

    acts: ActButton {
        objectName: "stillHere"
        width: parent.width
        text: qsTr("I am here")
        onClicked: screen.session.stillHere()
    }

    TapHandler {
        onTapped: screen.session.stillHere()
    }
}
