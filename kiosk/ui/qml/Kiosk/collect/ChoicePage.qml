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

    split: choices.length <= 3
    wordsSpacing: Theme.grid

    StepPicture {
        anchors.fill: parent
        icon: page.icon
    }

    words: [
        Label {
            objectName: "title"
            width: parent.width
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

    acts: Column {
        id: column

        readonly property int columns: page.choices.length > 3 ? (Theme.landscape ? 3 : 2) : Theme.landscape && page.choices.length > 1 ? 2 : 1

        width: parent.width
        spacing: Theme.grid

        Grid {
            id: grid

            width: parent.width
            columns: column.columns
            columnSpacing: Theme.grid
            rowSpacing: Theme.grid

            Repeater {
                model: page.choices

                ActButton {
                    required property var modelData

                    objectName: modelData.name
                    width: (grid.width - (column.columns - 1) * grid.columnSpacing) / column.columns
                    height: Math.max(implicitHeight, Theme.actHeight)
                    primary: modelData.primary ?? false
                    text: modelData.text
                    onClicked: page.chosen(modelData.name)
                }
            }
        }

        BackButton {
            objectName: "back"
            height: Theme.touch
            visible: page.leavable
            onClicked: page.backed()
        }
    }
}
