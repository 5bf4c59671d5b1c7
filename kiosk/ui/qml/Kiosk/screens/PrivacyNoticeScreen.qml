import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// What is kept about a person, before anything is: five sentences in large type, and a yes and a no of the same size.
Page {
    id: screen

    required property SessionModel session

    split: false
    wordsSpacing: 1.5 * Theme.grid

    PseudonymPicture {
        anchors.fill: parent
        visible: !Theme.landscape && parent.height > 240 // the words come first
    }

    words: [
        Label {
            width: parent.width
            text: qsTr("Before we record anything")
            size: Theme.titleSize
            strong: true
            horizontalAlignment: Text.AlignLeft
        },
        NoticeLines {
            width: parent.width
        }
    ]

    acts: Grid {
        id: both

        readonly property real share: columns === 2 ? (width - columnSpacing) / 2 : width

        width: parent.width
        columns: Theme.landscape ? 2 : 1
        columnSpacing: Theme.grid
        rowSpacing: 1.5 * Theme.grid

        ActButton {
            id: no

            objectName: "decline"
            width: both.share
            height: yes.height
            primary: false
            text: qsTr("No, go on as a guest")
            onClicked: screen.session.decline()
        }

        ActButton {
            id: yes

            objectName: "agree"
            width: both.share
            height: Math.max(implicitHeight, no.implicitHeight)
            text: qsTr("Agree")
            onClicked: screen.session.agree()
        }
    }
}
