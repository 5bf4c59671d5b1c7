pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.controls
import Kiosk.theme

// Every size, said in itself.
Column {
    width: parent.width
    spacing: Theme.grid

    Repeater {
        model: ["weight 3.25", "figure 4160", "title 这一袋是什么？", "hint 请把袋子放到秤上", "button 就记这些", "body 项目暂定值，非主管部门公布", "small Published by the scheme"]

        Row {
            id: line

            required property string modelData
            readonly property string role: modelData.split(" ")[0]

            spacing: 3 * Theme.grid

            Note {
                anchors.verticalCenter: parent.verticalCenter
                width: 320
                text: line.role + " " + words.size
            }

            Label {
                id: words

                text: line.modelData.slice(line.role.length + 1)
                size: Theme[line.role + "Size"]
                strong: line.role !== "body" && line.role !== "small"
                wrapMode: Text.NoWrap
            }
        }
    }
}
