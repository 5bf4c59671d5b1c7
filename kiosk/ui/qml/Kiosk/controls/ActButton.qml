import QtQuick
import Kiosk.theme

// The thing to do. Built like a wooden key: it stands on its lip and sinks under the finger in the same frame.
Item {
    id: button

    property string text: ""
    property bool primary: true
    readonly property bool pressed: tap.pressed
    readonly property int lip: 10

    signal clicked

    implicitHeight: Math.max(primary ? Theme.actHeight : 136, caption.implicitHeight + lip + 2 * Theme.grid)
    implicitWidth: caption.implicitWidth + 4 * Theme.grid
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: button.clicked()

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: button.lip
        radius: Theme.radius
        color: button.primary ? Theme.colors.leafDeep : Theme.colors.line
    }

    Rectangle {
        id: face

        width: parent.width
        height: parent.height - button.lip
        y: button.pressed ? button.lip : 0
        radius: Theme.radius
        color: button.primary ? Theme.colors.leaf : button.pressed ? Theme.colors.tint : button.enabled ? Theme.colors.card : Theme.colors.paper
        border.width: button.primary ? 0 : 3
        border.color: Theme.colors.line

        Label {
            id: caption

            anchors.centerIn: parent
            width: parent.width - 2 * Theme.grid
            horizontalAlignment: Text.AlignHCenter
            text: button.text
            size: Theme.buttonSize
            strong: true
            color: button.primary ? Theme.colors.onLeaf : button.enabled ? Theme.colors.ink : Theme.colors.inkSoft
            Accessible.ignored: true
        }
    }

    FocusRing {}

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: button.clicked()
    }
}
