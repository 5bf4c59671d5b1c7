import QtQuick
import QtQuick.Layouts
import Kiosk.models
import Kiosk.theme

// At the very bottom of every screen, where a seated person reaches: what makes the screen easier for whoever is there.
// In landscape it stands under the picture, and the words and acts beside it keep their height.
Item {
    id: bar

    required property StatusModel status

    width: Theme.landscape ? Theme.pictureShare * parent.width : parent.width
    height: Theme.barHeight

    MouseArea { // a touch beside a button is none on the page under the bar
        anchors.fill: parent
        Accessible.ignored: true
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.margin / 2
        anchors.rightMargin: Theme.landscape ? 0 : Theme.margin / 2
        anchors.topMargin: Theme.barHeight - Theme.touch - Theme.grid / 2
        anchors.bottomMargin: Theme.grid / 2
        uniformCellSizes: !Theme.landscape
        spacing: 0

        EaseButton {
            objectName: "languageSwitch"
            icon: "language"
            text: bar.status.language === "zh" ? "English" : "中文"
            checkable: false
            onClicked: bar.status.languageSwitched()
        }

        EaseButton {
            objectName: "sizeSwitch"
            icon: bar.status.language === "zh" ? "larger_zh" : "larger"
            text: qsTr("Larger")
            on: bar.status.large
            onClicked: bar.status.sizeSwitched()
        }
    }
}
