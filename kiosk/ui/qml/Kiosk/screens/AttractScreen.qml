import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// Nobody is here: a seed in the soil, an invitation, and nothing that moves.
Page {
    id: screen

    required property SessionModel session

    TapHandler {
        onTapped: screen.session.start()
    }

    Plant {
        anchors.fill: parent
        offered: ["clothing", "books"]
    }

    words: [
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

    acts: ActButton {
        objectName: "start"
        width: parent.width
        text: qsTr("Start")
        onClicked: screen.session.start()
    }
}
