import QtQuick
import QtQuick.Layouts
import Kiosk.models
import Kiosk.theme

// At the very bottom of every screen, where a seated person reaches: what makes the screen easier for whoever is there.
// In landscape it stands under the picture, and the words and acts beside it keep their height.
Item {
    id: bar

    required property StatusModel status
    required property LookModel look
    required property ReadingModel reading
    required property SoundModel sound

    readonly property var loudness: ({
            "loud": qsTr("Loud"),
            "soft": qsTr("Soft"),
            "off": qsTr("Muted")
        })

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

        EaseButton {
            objectName: "contrastSwitch"
            icon: "contrast"
            text: qsTr("Contrast")
            on: bar.look.contrast
            onClicked: bar.look.contrastSwitched()
        }

        EaseButton {
            objectName: "lowerSwitch"
            visible: !bar.look.forStaff && !Theme.landscape // in landscape nothing is high up
            icon: "lower"
            text: qsTr("Lower")
            on: bar.look.lowered
            onClicked: bar.look.lowerSwitched()
        }

        EaseButton {
            objectName: "help"
            visible: bar.reading.helps
            icon: "help"
            text: qsTr("Help")
            on: bar.reading.page === "help"
            onClicked: bar.reading.help()
        }

        EaseButton {
            objectName: "volume"
            visible: bar.sound.heard
            icon: "sound_" + bar.sound.volume
            text: bar.loudness[bar.sound.volume] ?? ""
            checkable: false
            Accessible.name: qsTr("Sound: %1").arg(text)
            onClicked: bar.sound.stepped()
        }

        EaseButton {
            objectName: "again"
            visible: bar.sound.heard
            enabled: bar.sound.repeatable
            opacity: enabled ? 1 : 0 // its place stays, so that nothing moves under a finger
            icon: "again"
            text: qsTr("Again")
            checkable: false
            onClicked: bar.sound.askedAgain()
        }
    }
}
