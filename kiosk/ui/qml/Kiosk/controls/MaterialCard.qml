import QtQuick
import Kiosk.theme

// A big card to touch: one kind of thing, drawn and named.
Item {
    id: card

    property string material: ""
    property string text: ""
    property string instead: "" // where to go with it, as nothing more of it goes in here; empty: it can be chosen
    readonly property bool full: instead !== "" // it lies flat, and a touch says why
    readonly property bool pressed: tap.pressed
    readonly property int lip: 10
    readonly property bool wide: width > 1.4 * height
    readonly property real share: full ? 0.3 : 0.5 // of the width for the drawing, in a wide card

    signal clicked

    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: full ? [text, qsTr("Full"), instead].join(" ") : text
    Accessible.onPressAction: card.clicked()

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: card.lip
        radius: Theme.radius
        visible: !card.full
        color: Theme.colors.line
    }

    Rectangle {
        width: parent.width
        height: parent.height - card.lip
        y: card.pressed || card.full ? card.lip : 0
        radius: Theme.radius
        color: card.pressed ? Theme.colors.tint : card.full ? Theme.colors.paper : Theme.colors.card
        border.width: 3
        border.color: card.pressed ? Theme.colors.leaf : Theme.colors.line

        MaterialPicture {
            x: card.wide ? 3 * Theme.grid : 2 * Theme.grid
            y: 2 * Theme.grid
            width: card.wide ? parent.width * (card.share - 0.04) : parent.width - 4 * Theme.grid
            height: card.wide ? parent.height - 4 * Theme.grid : parent.height - caption.height - 5 * Theme.grid
            opacity: card.full ? 0.35 : 1
            material: card.material
        }

        Column {
            id: caption

            x: card.wide ? parent.width * card.share : Theme.grid
            y: card.wide ? (parent.height - height) / 2 : parent.height - height - 2 * Theme.grid
            width: card.wide ? parent.width * (1 - card.share) - 2 * Theme.grid : parent.width - 2 * Theme.grid
            spacing: Theme.grid / 2
            scale: Math.min(1, (card.height - card.lip - Theme.grid) / height) // large type in a low card

            Label {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: card.text
                size: card.full ? Theme.bodySize : Theme.titleSize
                strong: true
                color: card.full ? Theme.colors.inkSoft : Theme.colors.ink
                Accessible.ignored: true
            }

            Label {
                width: parent.width
                visible: card.full
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("Full")
                size: Theme.hintSize
                strong: true
                color: Theme.colors.attention
                Accessible.ignored: true
            }

            Label {
                width: parent.width
                visible: card.full
                horizontalAlignment: Text.AlignHCenter
                text: card.instead
                size: Theme.smallSize
                Accessible.ignored: true
            }
        }
    }

    FocusRing {}

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: card.clicked()
    }
}
