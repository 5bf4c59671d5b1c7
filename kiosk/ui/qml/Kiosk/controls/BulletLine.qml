import QtQuick
import Kiosk.theme

// A sentence with its drawing at the left: for the few sentences that must be seen.
Item {
    id: line

    property string icon: ""
    property string text: ""
    property color color: Theme.colors.ink
    property int size: Theme.bodySize
    property bool strong: false
    property bool centered: !Theme.landscape // false: one of a list, which begins at one edge

    implicitWidth: mark.width + row.spacing + words.naturalWidth
    implicitHeight: Math.max(mark.height, words.implicitHeight)

    Row {
        id: row

        x: !line.centered ? 0 : (line.width - mark.width - spacing - words.contentWidth) / 2
        spacing: Theme.grid
        height: parent.height

        Icon {
            id: mark

            width: Math.round(line.size * 1.2)
            height: width
            y: (Math.round(line.size * Theme.lineHeight) - height) / 2
            name: line.icon
            color: line.color
        }

        Label {
            id: words

            width: Math.min(naturalWidth, line.width - mark.width - row.spacing)
            horizontalAlignment: Text.AlignLeft
            text: line.text
            size: line.size
            strong: line.strong
            color: line.color
        }
    }
}
