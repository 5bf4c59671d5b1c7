import QtQuick
import Kiosk.theme

// One step back, always at the left of the acts.
Item {
    id: button

    property string text: qsTr("Back")
    readonly property bool pressed: tap.pressed

    signal clicked

    implicitWidth: Math.max(Theme.actHeight, row.implicitWidth + 2 * Theme.grid)
    implicitHeight: Theme.actHeight
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: button.clicked()

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.colors.tint
        visible: button.pressed
    }

    Row {
        id: row

        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.grid / 2

        Icon {
            width: 56
            height: 56
            anchors.verticalCenter: parent.verticalCenter
            name: "back"
            color: Theme.colors.leaf
            weight: 5
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: button.text
            size: Theme.bodySize
            wrapMode: Text.NoWrap
            color: Theme.colors.leaf
            strong: true
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
