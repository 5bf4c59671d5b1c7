import QtQuick
import Kiosk.models
import Kiosk.theme

// At the very bottom of every screen, where a seated person reaches: what makes the screen easier for whoever is there.
// At most five buttons, each always in its place: the language, larger type, what more there is, help, hearing it again.
// In landscape the bar stands under the picture, and the words and acts beside it keep their height.
Rectangle {
    id: bar

    required property StatusModel status
    required property LookModel look
    required property ReadingModel reading
    required property SoundModel sound

    readonly property real side: Theme.margin / 2
    readonly property real cell: (width - side - (Theme.landscape ? 0 : side)) / (sound.heard ? 5 : 4)
    readonly property real moreX: side + 2.5 * cell // the middle of the button that opens the drawer

    width: Theme.landscape ? Theme.pictureShare * parent.width : parent.width
    height: Theme.barHeight
    color: look.more ? Theme.colors.paper : "transparent"

    MouseArea { // a touch beside a button is none on the page under the bar
        anchors.fill: parent
        Accessible.ignored: true
    }

    Row {
        x: bar.side
        y: bar.height - height - Theme.grid / 2

        EaseButton {
            objectName: "languageSwitch"
            width: bar.cell
            icon: "language"
            text: bar.status.language === "zh" ? "English" : "中文"
            checkable: false
            onClicked: bar.status.languageSwitched()
        }

        EaseButton {
            objectName: "sizeSwitch"
            width: bar.cell
            icon: bar.status.language === "zh" ? "larger_zh" : "larger"
            text: qsTr("Larger")
            on: bar.status.large
            onClicked: bar.status.sizeSwitched()
        }

        EaseButton {
            objectName: "more"
            width: bar.cell
            icon: bar.look.forStaff || Theme.landscape ? "more" : "lower" // who sits looks for this drawing
            text: qsTr("More")
            checkable: false
            open: bar.look.more
            on: bar.look.contrast || bar.look.lowered && !bar.look.forStaff
            onClicked: bar.look.moreSwitched()
        }

        Item { // its place stays, so that nothing moves under a finger
            width: bar.cell
            height: help.height

            EaseButton {
                id: help

                objectName: "help"
                width: parent.width
                visible: bar.reading.helps
                icon: "help"
                text: qsTr("Help")
                on: bar.reading.page === "help"
                onClicked: bar.reading.help()
            }
        }

        EaseButton { // the last: there is nothing to hear where nobody is
            objectName: "again"
            width: bar.cell
            visible: bar.sound.heard
            enabled: bar.sound.repeatable
            opacity: enabled ? 1 : 0
            icon: "again"
            text: qsTr("Again")
            checkable: false
            onClicked: bar.sound.askedAgain()
        }
    }
}
