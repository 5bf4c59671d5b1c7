import QtQuick
import Kiosk.theme

// Around the control that the keys stand on. Dark outside and light inside, so it is seen on whatever lies beneath.
Rectangle {
    objectName: "focusRing"

    property bool down: false // a key presses it

    anchors.fill: parent
    anchors.margins: -8
    z: 1
    radius: Theme.radius + 8
    color: down ? Qt.alpha(Theme.colors.sun, 0.35) : "transparent"
    border.width: 8
    border.color: Theme.colors.ink
    visible: parent.activeFocus

    Rectangle {
        anchors.fill: parent
        anchors.margins: 8
        radius: Theme.radius
        color: "transparent"
        border.width: 4
        border.color: Theme.colors.paper
    }
}
