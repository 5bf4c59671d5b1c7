import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// Words that lead to a page to read, where nothing larger has room.
Item {
    id: button

    required property ReadingModel reading
    required property string page
    property string text: ""
    property string note: "" // a warning that goes with it
    property string icon: "help"
    readonly property bool pressed: tap.pressed

    signal clicked

    objectName: "read-" + page
    implicitHeight: Math.max(Theme.touch, rows.height + Theme.grid)
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: note === "" ? text : text + " " + note
    Accessible.onPressAction: button.clicked()
    onClicked: button.reading.read(button.page)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: button.pressed ? Theme.colors.tint : Theme.colors.card
        border.width: 3
        border.color: button.pressed ? Theme.colors.leaf : Theme.colors.line
    }

    Column {
        id: rows

        anchors.verticalCenter: parent.verticalCenter
        x: 1.5 * Theme.grid
        width: parent.width - 3 * Theme.grid

        BulletLine {
            width: parent.width
            icon: button.icon
            text: button.text
            strong: true
            color: Theme.colors.leaf
        }

        BulletLine {
            width: parent.width
            visible: button.note !== ""
            icon: "warn"
            text: button.note
            size: Theme.smallSize
            color: Theme.colors.attention
        }
    }

    FocusRing {}

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: button.clicked()
    }
}
