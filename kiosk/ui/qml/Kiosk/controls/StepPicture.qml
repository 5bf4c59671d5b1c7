import QtQuick
import Kiosk.theme

// One large drawing on a round field, for staff: what this step is about. Without a name it says nothing that the words
// do not say.
Item {
    id: picture

    property string icon: ""
    property string name: ""

    Accessible.role: Accessible.Graphic
    Accessible.ignored: name === ""
    Accessible.name: name

    Rectangle {
        id: field

        anchors.centerIn: parent
        width: Math.min(picture.width, picture.height, 560)
        height: width
        radius: width / 2
        visible: width > 120
        color: Theme.colors.tint

        Icon {
            anchors.centerIn: parent
            width: parent.width * 0.54
            height: width
            name: picture.icon
            color: picture.icon === "warn" ? Theme.colors.attention : Theme.colors.leaf
            weight: 2.4
        }
    }
}
