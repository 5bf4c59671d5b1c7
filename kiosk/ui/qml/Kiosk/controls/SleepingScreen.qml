import QtQuick
import Kiosk.models
import Kiosk.theme

// Nobody has been here for long: a dark screen with a small light that is elsewhere every minute. Any touch begins.
Item {
    id: sleeping

    required property StatusModel status
    required property LookModel look
    property real factor: 1 // of the stage

    signal touched

    MouseArea {
        objectName: "sleeping"
        anchors.fill: parent
        Accessible.role: Accessible.Button
        Accessible.name: invitation.text
        Accessible.onPressAction: sleeping.touched()
        onClicked: sleeping.touched()
    }

    Column {
        objectName: "nightLight"
        x: (sleeping.width - width * scale) * sleeping.look.placeX / 1000
        y: (sleeping.height - height * scale) * sleeping.look.placeY / 1000
        padding: Theme.margin
        spacing: Theme.grid
        scale: sleeping.factor
        transformOrigin: Item.TopLeft
        opacity: Theme.asleep

        Plant {
            anchors.horizontalCenter: parent.horizontalCenter
            width: 240
            height: 240
            material: "clothing"
            growth: 0.4
        }

        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            text: sleeping.status.place
            wrapMode: Text.NoWrap
            color: Theme.colors.inkSoft
        }

        Label {
            id: invitation

            anchors.horizontalCenter: parent.horizontalCenter
            text: qsTr("Touch the screen to begin")
            wrapMode: Text.NoWrap
        }
    }
}
