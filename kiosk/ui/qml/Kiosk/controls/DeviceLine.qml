import QtQuick
import Kiosk.theme

// One device at a glance: its drawing and name at the left, how it is at the right.
Item {
    id: device

    property string icon: ""
    property string name: ""
    property string text: ""
    property bool good: true
    property color color: good ? Theme.colors.ink : Theme.colors.attention

    implicitHeight: Math.max(title.implicitHeight, words.implicitHeight) + Theme.grid
    Accessible.role: Accessible.StaticText
    Accessible.name: name + " " + text

    Icon {
        id: mark

        anchors.verticalCenter: parent.verticalCenter
        width: Math.round(Theme.bodySize * 1.2)
        height: width
        name: device.icon
        color: device.color
    }

    Label {
        id: title

        anchors.left: mark.right
        anchors.leftMargin: Theme.grid
        anchors.verticalCenter: parent.verticalCenter
        text: device.name
        strong: true
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    Label {
        id: words

        anchors.left: title.right
        anchors.leftMargin: 2 * Theme.grid
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        text: device.text
        color: device.color
        horizontalAlignment: Text.AlignRight
        Accessible.ignored: true
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 2
        color: Theme.colors.line
    }
}
