import QtQuick
import Kiosk.theme

// One of the bar that makes the screen easier: a drawing over its word. What is switched on has a plate with a tick; the
// one whose drawer is open has the plate alone.
Item {
    id: button

    property string icon: ""
    property string text: ""
    property bool checkable: true // false: it does something once, and is never on
    property bool on: false
    property bool open: false
    readonly property bool pressed: tap.pressed

    signal clicked

    implicitWidth: Math.max(Theme.touch, caption.implicitWidth + Theme.grid)
    implicitHeight: Theme.touch
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.checkable: checkable
    Accessible.checked: on
    Accessible.onPressAction: button.clicked()

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        width: parent.width - Theme.grid / 2
        height: parent.height
        radius: Theme.radius
        visible: button.on || button.open || button.pressed
        color: button.pressed ? Theme.colors.sprout : Theme.colors.tint
        border.width: button.on || button.open ? 4 : 0
        border.color: Theme.colors.leaf
    }

    Icon {
        id: drawing

        anchors.horizontalCenter: parent.horizontalCenter
        y: (parent.height - height - caption.height) / 2
        width: 48
        height: 48
        name: button.icon
        color: caption.color
    }

    Icon {
        anchors.left: drawing.right
        anchors.leftMargin: Theme.grid / 4
        anchors.verticalCenter: drawing.verticalCenter
        width: 30
        height: 30
        visible: button.on
        name: "check"
        color: caption.color
        weight: 8
    }

    Label {
        id: caption

        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: drawing.bottom
        text: button.text
        size: Theme.barSize
        strong: button.on
        wrapMode: Text.NoWrap
        color: button.pressed ? Theme.colors.onSprout : button.on || button.open ? Theme.colors.ink : Theme.colors.inkSoft
        Accessible.ignored: true
    }

    FocusRing {}

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: button.clicked()
    }
}
