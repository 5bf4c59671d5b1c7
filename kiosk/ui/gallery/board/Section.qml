import QtQuick
import Kiosk.controls
import Kiosk.theme

// A part of the board under its heading.
Column {
    id: section

    property string title: ""
    property string note: ""
    default property alias content: body.data

    width: parent.width
    spacing: 1.5 * Theme.grid

    Rectangle {
        width: parent.width
        height: 3
        color: Theme.colors.line
    }

    Note {
        text: section.title
        size: Theme.buttonSize
        strong: true
        color: Theme.colors.ink
    }

    Label {
        width: parent.width
        visible: text !== ""
        text: section.note
        size: Theme.smallSize
        color: Theme.colors.inkSoft
        horizontalAlignment: Text.AlignLeft
    }

    Column {
        id: body

        width: parent.width
        spacing: 2 * Theme.grid
    }
}
