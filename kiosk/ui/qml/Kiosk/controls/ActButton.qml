import QtQuick
import Kiosk.theme

// The thing to do. Built like a wooden key: it stands on its lip and sinks under the finger in the same frame.
Item {
    id: button

    property string text: ""
    property bool primary: true
    readonly property bool pressed: tap.pressed
    property bool rests: false // it has nothing to do yet: it lies flat, also behind a drawer
    readonly property bool lit: primary && !rests
    readonly property int lip: 10

    signal clicked

    implicitHeight: Math.max(primary ? Theme.actHeight : 136, caption.implicitHeight + lip + 2 * Theme.grid)
    implicitWidth: caption.implicitWidth + 4 * Theme.grid
    enabled: !rests
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: button.clicked()

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: button.lip
        radius: Theme.radius
        visible: !button.rests
        color: button.lit ? Theme.colors.leafDeep : Theme.colors.line
    }

    Rectangle {
        id: face

        width: parent.width
        height: parent.height - button.lip
        y: button.pressed || button.rests ? button.lip : 0
        radius: Theme.radius
        color: button.lit ? Theme.colors.leaf : button.pressed ? Theme.colors.tint : button.rests ? Theme.colors.paper : Theme.colors.card
        border.width: button.lit ? 0 : 3
        border.color: Theme.colors.line

        Label {
            id: caption

            anchors.centerIn: parent
            width: parent.width - 2 * Theme.grid
            horizontalAlignment: Text.AlignHCenter
            text: button.text
            size: Theme.buttonSize
            strong: !button.rests
            color: button.lit ? Theme.colors.onLeaf : button.rests ? Theme.colors.inkSoft : Theme.colors.ink
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
