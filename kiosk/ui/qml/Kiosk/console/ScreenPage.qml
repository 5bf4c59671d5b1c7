import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// How the kiosk is when nobody has touched it: its language, its light where the machine lets us, and how loud it is.
Column {
    id: page

    required property ConsoleModel desk
    required property SoundModel sound

    readonly property int step: 20

    spacing: 2 * Theme.grid

    Label {
        width: parent.width
        text: qsTr("Language of the resting screen")
        size: Theme.hintSize
        strong: true
    }

    Row {
        width: parent.width
        spacing: Theme.grid

        ChoiceButton {
            objectName: "languageZh"
            width: (parent.width - Theme.grid) / 2
            height: Theme.actHeight
            text: "中文"
            on: page.desk.restingLanguage === "zh"
            onClicked: page.desk.preferLanguage("zh")
        }

        ChoiceButton {
            objectName: "languageEn"
            width: (parent.width - Theme.grid) / 2
            height: Theme.actHeight
            text: "English"
            on: page.desk.restingLanguage === "en"
            onClicked: page.desk.preferLanguage("en")
        }
    }

    Label {
        width: parent.width
        text: qsTr("Whoever chooses another language has it until they leave")
        size: Theme.smallSize
        color: Theme.colors.inkSoft
    }

    Label {
        width: parent.width
        visible: page.desk.brightness >= 0
        text: qsTr("Brightness: %1%").arg(page.desk.brightness)
        size: Theme.hintSize
        strong: true
    }

    Row {
        width: parent.width
        visible: page.desk.brightness >= 0
        spacing: Theme.grid

        ActButton {
            objectName: "darker"
            width: (parent.width - Theme.grid) / 2
            primary: false
            text: qsTr("Darker")
            onClicked: page.desk.shine(page.desk.brightness - page.step)
        }

        ActButton {
            objectName: "brighter"
            width: (parent.width - Theme.grid) / 2
            primary: false
            text: qsTr("Brighter")
            onClicked: page.desk.shine(page.desk.brightness + page.step)
        }
    }

    ActButton {
        objectName: "trySound"
        width: parent.width
        visible: page.sound.heard
        primary: false
        text: qsTr("Try the sound")
        onClicked: {
            page.sound.tried();
            page.desk.stay();
        }
    }
}
