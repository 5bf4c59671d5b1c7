pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.controls
import Kiosk.theme

// One question with its answers; above them the figures that it is about, or first of all why it does not go on.
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

    readonly property bool roomy: split || !(Theme.landscape || Theme.large) // for two headlines above many answers

    split: choices.length <= 4 // fewer stand beside the picture
    wordsSpacing: Theme.grid

    StepPicture {
        anchors.fill: parent
        icon: page.trouble === "" ? page.icon : "warn"
    }

    words: [
        BulletLine {
            objectName: "trouble"
            width: parent.width
            visible: text !== ""
            icon: "warn"
            text: page.trouble
            size: page.roomy ? Theme.hintSize : Theme.bodySize
            strong: true
            color: Theme.colors.attention
        },
        Label {
            objectName: "title"
            width: parent.width
            visible: page.trouble === "" || page.roomy
            text: page.title
            size: page.trouble === "" ? Theme.hintSize : Theme.bodySize
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
        Label {
            objectName: "note"
            width: parent.width
            visible: text !== "" && page.trouble === ""
            text: page.note
            color: Theme.colors.inkSoft
        }
    ]

    acts: Column {
        id: rows

        readonly property int columns: page.choices.length > 4 && Theme.landscape ? 3 : page.choices.length > 3 || Theme.landscape && page.choices.length > 1 ? 2 : 1
        // the way back stands at the left of the last row
        readonly property int lastRow: columns * Math.floor(page.choices.length / columns)
        readonly property var cells: page.leavable ? page.choices.slice(0, lastRow).concat([{
                "name": "back"
            }], page.choices.slice(lastRow)) : page.choices

        width: parent.width
        spacing: Theme.grid

        Repeater {
            model: Math.ceil(rows.cells.length / rows.columns)

            Row {
                id: row

                required property int index

                spacing: Theme.grid

                Repeater {
                    model: rows.cells.slice(row.index * rows.columns, (row.index + 1) * rows.columns)

                    Item {
                        id: cell

                        required property var modelData

                        width: (rows.width - (rows.columns - 1) * row.spacing) / rows.columns
                        height: Math.max(button.visible ? button.implicitHeight : 0, Theme.actHeight)

                        ActButton {
                            id: button

                            objectName: visible ? cell.modelData.name : ""
                            width: parent.width
                            height: row.height // that of the highest beside it
                            visible: cell.modelData.name !== "back"
                            primary: cell.modelData.primary ?? false
                            text: cell.modelData.text ?? ""
                            onClicked: page.chosen(cell.modelData.name)
                        }

                        BackButton {
                            objectName: visible ? "back" : ""
                            height: row.height
                            visible: !button.visible
                            onClicked: page.backed()
                        }
                    }
                }
            }
        }
    }
}
