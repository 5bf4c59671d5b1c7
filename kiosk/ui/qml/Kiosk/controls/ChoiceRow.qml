import QtQuick
import Kiosk.theme

// One of a list, to be touched: what it is at the left, how much at the right, and a word of its state below.
Item {
    id: row

    property string text: ""
    property string detail: ""
    property string value: ""
    property bool open: true // false: it is shown, and cannot be chosen
    readonly property bool pressed: tap.pressed && open
    readonly property int lip: 6

    signal clicked

    implicitHeight: Math.max(Theme.landscape ? Theme.touch : 144, words.implicitHeight + lip + Theme.grid)
    activeFocusOnTab: row.open
    Accessible.role: row.open ? Accessible.Button : Accessible.StaticText
    Accessible.name: [text, detail, value].filter(part => part !== "").join(" ")
    Accessible.onPressAction: if (row.open)
        row.clicked()

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: row.lip
        radius: Theme.radius
        color: Theme.colors.line
        visible: row.open
    }

    Rectangle {
        width: parent.width
        height: parent.height - row.lip
        y: row.pressed ? row.lip : 0
        radius: Theme.radius
        color: row.pressed ? Theme.colors.tint : row.open ? Theme.colors.card : Theme.colors.paper
        border.width: 3
        border.color: Theme.colors.line

        Column {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            x: 1.5 * Theme.grid
            width: parent.width - x - figure.width - 3 * Theme.grid

            Label {
                width: parent.width
                text: row.text
                strong: true
                color: row.open ? Theme.colors.ink : Theme.colors.inkSoft
                horizontalAlignment: Text.AlignLeft
                Accessible.ignored: true
            }

            Label {
                width: parent.width
                visible: text !== ""
                text: row.detail
                size: Theme.smallSize
                color: Theme.colors.inkSoft
                horizontalAlignment: Text.AlignLeft
                Accessible.ignored: true
            }
        }

        Label {
            id: figure

            anchors.verticalCenter: parent.verticalCenter
            anchors.right: parent.right
            anchors.rightMargin: 1.5 * Theme.grid
            text: row.value
            strong: true
            wrapMode: Text.NoWrap
            color: row.open ? Theme.colors.leaf : Theme.colors.inkSoft
            Accessible.ignored: true
        }
    }

    FocusRing {}

    TapHandler {
        id: tap

        enabled: row.open
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: row.clicked()
    }
}
