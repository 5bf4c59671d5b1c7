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
    readonly property bool pressed: tap.pressed

    signal clicked

    objectName: "read-" + page
    implicitHeight: Theme.touch
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: button.clicked()
    onClicked: button.reading.read(button.page)

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: Theme.grid / 2
        anchors.bottomMargin: Theme.grid / 2
        radius: Theme.radius
        color: button.pressed ? Theme.colors.tint : Theme.colors.card
        border.width: 3
        border.color: button.pressed ? Theme.colors.leaf : Theme.colors.line
    }

    BulletLine {
        anchors.verticalCenter: parent.verticalCenter
        x: 1.5 * Theme.grid
        width: parent.width - 3 * Theme.grid
        icon: "help"
        text: button.text
        strong: true
        color: Theme.colors.leaf
    }

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: button.clicked()
    }
}
