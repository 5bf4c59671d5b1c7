import QtQuick
import Kiosk.theme

// The pale round ground that a picture stands on.
Rectangle {
    property real reach: Math.min(parent.width, parent.height)

    anchors.centerIn: parent
    width: reach
    height: reach
    radius: reach / 2
    color: Theme.colors.tint
}
