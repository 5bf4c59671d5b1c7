import QtQuick
import Kiosk.theme

// One truth on the status line: a drawing and its word, never one without the other.
Row {
    id: mark

    property string icon: ""
    property string text: ""
    property color color: Theme.colors.inkSoft

    spacing: Theme.grid / 2

    Icon {
        width: 36
        height: 36
        anchors.verticalCenter: parent.verticalCenter
        name: mark.icon
        color: mark.color
        weight: 5
    }

    Label {
        text: mark.text
        size: Theme.statusSize
        color: mark.color
        wrapMode: Text.NoWrap
        horizontalAlignment: Text.AlignLeft
    }
}
