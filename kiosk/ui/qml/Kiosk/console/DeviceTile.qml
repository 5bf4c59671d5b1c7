import QtQuick
import Kiosk.controls
import Kiosk.theme

// One device: its drawing and name, and how it is. Touched, the page says what to do about it.
Item {
    id: tile

    property string icon: ""
    property string name: ""
    property string text: ""
    property bool good: true
    property bool chosen: false
    readonly property bool pressed: tap.pressed
    readonly property color color: good ? Theme.colors.ink : Theme.colors.attention

    signal clicked

    implicitHeight: Math.max(Theme.touch, title.height + words.height + 1.5 * Theme.grid)
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: name + " " + text
    Accessible.onPressAction: tile.clicked()

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: tile.pressed || tile.chosen ? Theme.colors.tint : Theme.colors.card
        border.width: tile.pressed ? 8 : tile.chosen ? 5 : 3
        border.color: tile.pressed ? Theme.colors.leaf : !tile.good ? Theme.colors.attention : tile.chosen ? Theme.colors.leaf : Theme.colors.line
    }

    Icon {
        id: mark

        anchors.left: parent.left
        anchors.leftMargin: 1.5 * Theme.grid
        anchors.verticalCenter: title.verticalCenter
        width: Theme.bodySize
        height: width
        name: tile.good ? tile.icon : "warn"
        color: tile.color
    }

    Label {
        id: title

        anchors.left: mark.right
        anchors.leftMargin: Theme.grid
        y: (tile.height - height - words.height) / 2
        width: tile.width - x - Theme.grid
        horizontalAlignment: Text.AlignLeft
        text: tile.name
        strong: true
        color: tile.color
        Accessible.ignored: true
    }

    Label {
        id: words

        anchors.left: title.left
        y: title.y + title.height
        width: title.width
        horizontalAlignment: Text.AlignLeft
        text: tile.text
        size: Theme.smallSize
        color: tile.color
        Accessible.ignored: true
    }

    FocusRing {}

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: tile.clicked()
    }
}
