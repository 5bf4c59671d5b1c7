import QtQuick
import Kiosk.theme

// One key of the keypad: a digit, or a drawing with a name.
Item {
    id: key

    property string text: ""
    property string icon: ""
    property string name: text
    readonly property bool pressed: tap.pressed
    property bool rests: false // it has nothing to do yet: it lies flat, also behind a drawer
    readonly property int lip: 8

    signal clicked

    implicitWidth: Theme.actHeight
    implicitHeight: Math.max(Theme.touch, caption.implicitHeight + lip + Theme.grid)
    enabled: !rests
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: name
    Accessible.onPressAction: key.clicked()

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: key.lip
        radius: Theme.radius
        visible: !key.rests
        color: Theme.colors.line
    }

    Rectangle {
        width: parent.width
        height: parent.height - key.lip
        y: key.pressed || key.rests ? key.lip : 0
        radius: Theme.radius
        color: key.pressed ? Theme.colors.tint : key.rests ? Theme.colors.paper : Theme.colors.card
        border.width: 3
        border.color: Theme.colors.line

        Label {
            id: caption

            anchors.centerIn: parent
            text: key.text
            size: Theme.titleSize
            strong: !key.rests
            wrapMode: Text.NoWrap
            color: key.rests ? Theme.colors.inkSoft : Theme.colors.ink
            Accessible.ignored: true
        }

        Icon {
            anchors.centerIn: parent
            width: Theme.titleSize
            height: width
            name: key.icon
            color: key.rests ? Theme.colors.inkSoft : Theme.colors.ink
        }
    }

    FocusRing {}

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: key.clicked()
    }
}
