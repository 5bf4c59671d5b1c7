import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// Nobody opens: one more question, because the answer ends the order.
Page {
    id: page

    required property SessionModel session

    StepPicture {
        anchors.fill: parent
        icon: "home"
        name: qsTr("A house")
    }

    words: [
        Label {
            width: parent.width
            text: qsTr("Is nobody home?")
            size: Theme.titleSize
            strong: true
        },
        Label {
            width: parent.width
            text: qsTr("The order leaves this device, and the platform plans anew. The resident can read so on their page")
            color: Theme.colors.inkSoft
        }
    ]

    acts: Row {
        width: parent.width
        spacing: Theme.grid

        BackButton {
            id: back

            objectName: "back"
            height: yes.height
            onClicked: page.session.back()
        }

        ActButton {
            id: yes

            objectName: "confirm"
            width: parent.width - back.width - parent.spacing
            text: qsTr("Yes, nobody is home")
            onClicked: page.session.confirm()
        }
    }
}
