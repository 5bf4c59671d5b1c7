import QtQuick
import Kiosk.theme

// How far something has come. What it is, is said beside it.
Item {
    id: bar

    property real share: 0 // 0 to 1
    property string name: ""

    implicitHeight: 40
    Accessible.role: Accessible.ProgressBar
    Accessible.name: name

    Rectangle {
        anchors.fill: parent
        radius: height / 2
        color: Theme.colors.tint
        border.width: 3
        border.color: Theme.colors.line
    }

    Rectangle {
        width: Math.max(parent.height, parent.width * bar.share)
        height: parent.height
        radius: height / 2
        color: Theme.colors.leafBright
        visible: bar.share > 0
    }
}
