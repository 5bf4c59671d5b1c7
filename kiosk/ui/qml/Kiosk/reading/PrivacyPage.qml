import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// The sentences of the privacy notice, to read again. Nothing is agreed to here.
Page {
    id: page

    required property SessionModel session

    split: false
    wordsSpacing: (Theme.landscape ? 1.5 : 2) * Theme.grid

    PseudonymPicture {
        anchors.fill: parent
        visible: !Theme.landscape && parent.height > 240 // the words come first
    }

    words: [
        Label {
            width: parent.width
            text: qsTr("What we keep about you")
            size: Theme.titleSize
            strong: true
            horizontalAlignment: Text.AlignLeft
        },
        NoticeLines {
            width: parent.width
        }
    ]

    acts: ActButton {
        objectName: "back"
        width: parent.width
        text: qsTr("Read it, go back")
        onClicked: page.session.back()
    }
}
