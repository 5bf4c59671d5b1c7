pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.controls
import Kiosk.theme

// A code of eight letters in two groups of four: each letter over its line. An empty line waits for a letter.
Row {
    id: cells

    property list<string> letters
    property int size: Theme.titleSize

    spacing: Theme.grid / 2
    Accessible.role: Accessible.StaticText
    Accessible.name: letters.join("")
    Accessible.ignored: letters.join("") === ""

    Repeater {
        model: cells.letters

        Item {
            id: cell

            required property int index
            required property string modelData
            readonly property bool opensGroup: index === cells.letters.length / 2

            width: cells.size + (opensGroup ? 2 * Theme.grid : 0)
            height: line.y + line.height

            Label {
                id: letter

                anchors.horizontalCenter: line.horizontalCenter
                text: cell.modelData
                size: cells.size
                strong: true
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            Rectangle {
                id: line

                anchors.right: parent.right
                y: letter.baselineOffset + 0.12 * cells.size
                width: cells.size
                height: 5
                radius: 2
                color: letter.text === "" ? Theme.colors.inkSoft : Theme.colors.leaf
            }
        }
    }
}
