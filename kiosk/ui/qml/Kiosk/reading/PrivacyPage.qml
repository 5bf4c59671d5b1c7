import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// The sentences of the privacy notice, to read again. Nothing is agreed to here.
Page {
    id: page

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
            text: qsTr("What we keep about you")
            size: Theme.titleSize
            strong: true
            horizontalAlignment: Text.AlignLeft
        },
        NoticeLines {
            width: parent.width
        }
    ]

    acts: ReturnButton {
        width: parent.width
        session: page.session
    }
}
