import QtQuick
import Kiosk.controls
import Kiosk.theme

// The end of the order is being recorded.
Page {
    StepPicture {
        anchors.fill: parent
        icon: "held"
        name: qsTr("An hourglass")
    }

    words: Label {
        width: parent.width
        text: qsTr("Recording. One moment")
        size: Theme.titleSize
        strong: true
    }

    acts: Item {
        width: 1
        height: Theme.actHeight
    }
}
