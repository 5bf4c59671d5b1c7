import QtQuick
import Kiosk.controls
import Kiosk.theme

// One large drawing on a round field, for staff: what this step is about.
Item {
    id: picture

    property string icon: ""
    property string name: ""

    Accessible.role: Accessible.Graphic
    Accessible.name: name

    Rectangle {
        id: field

        anchors.centerIn: parent
        width: Math.min(picture.width, picture.height, 560) * 0.86
        height: width
        radius: width / 2
        visible: width > 120
        color: Theme.colors.tint

        Icon {
            anchors.centerIn: parent
            width: parent.width * 0.54
            height: width
            name: picture.icon
            color: Theme.colors.leaf
            weight: 2.4
        }
    }
}
