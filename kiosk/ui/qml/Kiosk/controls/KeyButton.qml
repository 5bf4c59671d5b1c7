import QtQuick
import Kiosk.theme

// One key of the keypad: a digit, or a drawing with a name. While it does nothing it lies flat.
Item {
    id: key

    property string text: ""
    property string icon: ""
    property string name: text
    readonly property bool pressed: tap.pressed
    readonly property int lip: 8

    signal clicked

    implicitWidth: Theme.actHeight
    implicitHeight: Math.max(Theme.touch, caption.implicitHeight + lip + Theme.grid)
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: name
    Accessible.onPressAction: key.clicked()

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: key.lip
        radius: Theme.radius
        visible: key.enabled
        color: Theme.colors.line
    }

    Rectangle {
        width: parent.width
        height: parent.height - key.lip
        y: key.pressed ? key.lip : 0
        radius: Theme.radius
        color: key.pressed ? Theme.colors.tint : key.enabled ? Theme.colors.card : Theme.colors.paper
        border.width: key.enabled ? 3 : 0
        border.color: Theme.colors.line

        Label {
            id: caption

            anchors.centerIn: parent
            text: key.text
            size: Theme.titleSize
            strong: true
            wrapMode: Text.NoWrap
            color: key.enabled ? Theme.colors.ink : Theme.colors.inkSoft
            Accessible.ignored: true
        }

        Icon {
            anchors.centerIn: parent
            width: Theme.titleSize
            height: width
            name: key.icon
            color: key.enabled ? Theme.colors.ink : Theme.colors.inkSoft
        }
    }

    FocusRing {}

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: key.clicked()
    }
}
