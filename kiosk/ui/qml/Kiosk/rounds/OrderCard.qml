import QtQuick
import Kiosk.controls
import Kiosk.theme

// One order in the list: which building, when, and what. Where exactly stands on the order's own page alone.
Item {
    id: card

    property string building: ""
    property string when: ""
    property string what: ""
    property int bags: 0
    readonly property bool pressed: tap.pressed
    readonly property int lip: 8

    signal clicked

    // A card with fewer lines is no lower than its neighbour.
    implicitHeight: Math.max(lines.implicitHeight, (Theme.bodySize + 2 * Theme.smallSize) * Theme.lineHeight) + 2 * Theme.grid + lip
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: [building, when, what].filter(text => text !== "").join(". ")
    Accessible.onPressAction: card.clicked()

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: card.lip
        radius: Theme.radius
        color: Theme.colors.line
    }

    Rectangle {
        width: parent.width
        height: parent.height - card.lip
        y: card.pressed ? card.lip : 0
        radius: Theme.radius
        color: card.pressed ? Theme.colors.tint : Theme.colors.card
        border.width: 3
        border.color: card.pressed ? Theme.colors.leaf : Theme.colors.line

        Column {
            id: lines

            anchors.verticalCenter: parent.verticalCenter
            x: 2 * Theme.grid
            width: parent.width - 4 * Theme.grid

            Label {
                width: parent.width
                text: card.building
                strong: true
                elide: Text.ElideRight
                maximumLineCount: 1
                horizontalAlignment: Text.AlignLeft
                Accessible.ignored: true
            }

            BulletLine {
                width: parent.width
                visible: card.when !== ""
                icon: "clock"
                text: card.when
                size: Theme.smallSize
                color: Theme.colors.inkSoft
                centered: false
            }

            BulletLine {
                width: parent.width
                icon: "bag"
                text: card.bags > 0 ? qsTr("%1 — bags recorded: %2").arg(card.what).arg(card.bags) : card.what
                size: Theme.smallSize
                strong: card.bags > 0
                color: card.bags > 0 ? Theme.colors.leaf : Theme.colors.inkSoft
                centered: false
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
