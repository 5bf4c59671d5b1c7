pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.controls
import Kiosk.theme

// One question with its answers; above them the figures that it is about.
Page {
    id: page

    property string icon: "bin"
    property string title: ""
    property string note: ""
    property string trouble: ""
    property var lines: [] // {icon, name, text, good}
    property var choices: [] // {name, text, primary}
    property bool leavable: true

    signal chosen(string name)
    signal backed

    split: choices.length <= 3 && lines.length < 3
    wordsSpacing: Theme.grid

    StepPicture {
        anchors.fill: parent
        icon: page.icon
    }

    words: [
        Label {
            objectName: "title"
            width: parent.width
            visible: page.trouble === "" || page.lines.length < 3
            text: page.title
            size: Theme.hintSize
            strong: true
        },
        Repeater {
            model: page.lines

            DeviceLine {
                required property var modelData

                width: page.columnWidth
                icon: modelData.icon
                name: modelData.name
                text: modelData.text
                good: modelData.good ?? true
            }
        },
        BulletLine {
            objectName: "trouble"
            width: parent.width
            visible: text !== ""
            icon: "warn"
            text: page.trouble
            strong: true
            color: Theme.colors.attention
        },
        Label {
            objectName: "note"
            width: parent.width
            visible: text !== "" && page.trouble === ""
            text: page.note
            color: Theme.colors.inkSoft
        }
    ]

    acts: Grid {
        id: grid

        // the way back stands at the left of the last row
        readonly property int lastRow: columns * Math.floor(page.choices.length / columns)
        readonly property var cells: page.leavable ? page.choices.slice(0, lastRow).concat([{
                "name": "back"
            }], page.choices.slice(lastRow)) : page.choices

        width: parent.width
        columns: page.choices.length > 3 ? (Theme.landscape ? 3 : 2) : Theme.landscape && page.choices.length > 1 ? 2 : 1
        columnSpacing: Theme.grid
        rowSpacing: Theme.grid

        Repeater {
            model: grid.cells

            Item {
                id: cell

                required property var modelData

                width: (grid.width - (grid.columns - 1) * grid.columnSpacing) / grid.columns
                height: Math.max(button.visible ? button.implicitHeight : 0, Theme.actHeight)

                ActButton {
                    id: button

                    objectName: visible ? cell.modelData.name : ""
                    width: parent.width
                    height: parent.height
                    visible: cell.modelData.name !== "back"
                    primary: cell.modelData.primary ?? false
                    text: cell.modelData.text ?? ""
                    onClicked: page.chosen(cell.modelData.name)
                }

                BackButton {
                    objectName: visible ? "back" : ""
                    height: parent.height
                    visible: !button.visible
                    onClicked: page.backed()
                }
            }
        }
    }
}
