import QtQuick
import Kiosk.theme

// One of several that exclude each other: a page of the console, a language. The chosen one has a line under it, too.
Item {
    id: button

    property string text: ""
    property bool on: false
    readonly property bool pressed: tap.pressed

    signal clicked

    implicitWidth: caption.implicitWidth + 4 * Theme.grid
    implicitHeight: Theme.touch
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: on
    Accessible.onPressAction: button.clicked()

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: button.pressed ? Theme.colors.sprout : button.on ? Theme.colors.tint : Theme.colors.card
        border.width: 3
        border.color: button.on || button.pressed ? Theme.colors.leaf : Theme.colors.line
    }

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.grid
        width: parent.width / 3
        height: 6
        radius: 3
        color: Theme.colors.leaf
        visible: button.on
    }

    Label {
        id: caption

        anchors.centerIn: parent
        width: Math.min(naturalWidth, parent.width - Theme.grid)
        horizontalAlignment: Text.AlignHCenter
        text: button.text
        strong: button.on
        color: button.pressed ? Theme.colors.onSprout : Theme.colors.ink
        Accessible.ignored: true
    }

    FocusRing {}

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: button.clicked()
    }
}
