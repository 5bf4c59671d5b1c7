import QtQuick
import Kiosk.models
import Kiosk.theme

// What is needed more rarely, over the bar that it comes out of, and as low down. A touch beside it puts it away.
Item {
    id: drawer

    required property LookModel look
    required property SoundModel sound
    property real center: width / 2 // under which the bar's button stands
    property real floor: height // the top of the bar

    readonly property var loudness: ({
            "loud": qsTr("Loud"),
            "soft": qsTr("Soft"),
            "off": qsTr("Muted")
        })

    Rectangle { // the page waits
        anchors.fill: parent
        color: Theme.night.paper
        opacity: Theme.dimming
    }

    MouseArea {
        objectName: "besideDrawer"
        anchors.fill: parent
        Accessible.ignored: true
        onClicked: drawer.look.moreSwitched()
    }

    Rectangle {
        objectName: "drawer"
        x: drawer.center - width / 2
        y: drawer.floor - height - Theme.grid / 2
        width: buttons.width + 2 * Theme.grid
        height: buttons.height + 2 * Theme.grid
        radius: Theme.radius
        color: Theme.colors.paper
        border.width: 4
        border.color: Theme.colors.leaf

        MouseArea { // a touch between two buttons is none beside the drawer
            anchors.fill: parent
            Accessible.ignored: true
        }

        Row {
            id: buttons

            anchors.centerIn: parent

            EaseButton {
                objectName: "lowerSwitch"
                width: 240
                visible: !drawer.look.forStaff && !Theme.landscape // in landscape nothing is high up
                icon: "lower"
                text: qsTr("Lower")
                on: drawer.look.lowered
                onClicked: drawer.look.lowerSwitched()
            }

            EaseButton {
                objectName: "contrastSwitch"
                width: 240
                icon: "contrast"
                text: qsTr("Contrast")
                on: drawer.look.contrast
                onClicked: drawer.look.contrastSwitched()
            }

            EaseButton {
                objectName: "volume"
                width: 300
                visible: drawer.sound.heard
                icon: "sound_" + drawer.sound.volume
                text: qsTr("Sound: %1").arg(drawer.loudness[drawer.sound.volume] ?? "")
                checkable: false
                onClicked: drawer.sound.stepped()
            }
        }
    }
}
