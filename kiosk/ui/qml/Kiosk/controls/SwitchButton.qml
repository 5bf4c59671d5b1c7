import QtQuick
import Kiosk.theme

// A small switch on the status line: language, large type. The touch area is larger than what is drawn.
Item {
    id: button

    property string text: ""
    property bool on: false

    signal clicked

    implicitWidth: Math.max(Theme.touch, caption.implicitWidth + 3 * Theme.grid)
    implicitHeight: Theme.touch
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: on
    Accessible.onPressAction: button.clicked()

    Rectangle {
        anchors.centerIn: parent
        width: parent.width
        height: 84
        radius: height / 2
        color: tap.pressed ? Theme.colors.sprout : button.on ? Theme.colors.tint : Theme.colors.card
        border.width: 3
        border.color: button.on || tap.pressed ? Theme.colors.leaf : Theme.colors.line

        Label {
            id: caption

            anchors.centerIn: parent
            text: button.text
            size: 36
            strong: true
            wrapMode: Text.NoWrap
            color: Theme.colors.ink
            Accessible.ignored: true
        }
    }

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: button.clicked()
    }
}
