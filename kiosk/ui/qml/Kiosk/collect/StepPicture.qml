import QtQuick
import Kiosk.controls
import Kiosk.theme

// What the question is about, drawn in a round: bin, seal, scale, lorry, paper.
Item {
    id: picture

    property string icon: "bin"

    Rectangle {
        anchors.centerIn: parent
        width: Math.min(parent.width, parent.height, 620)
        height: width
        radius: width / 2
        color: Theme.colors.tint

        Icon {
            anchors.centerIn: parent
            width: parent.width * 0.5
            height: width
            name: picture.icon
            color: Theme.colors.leaf
            weight: 3
        }
    }
}
