pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.theme

// How it works, in three pictures under each other, each with its number and a few large words.
Column {
    id: steps

    property bool container: false
    property real room: 3 * 224 + 2 * spacing // at most this high

    readonly property var sentences: [qsTr("Show your code or card"), qsTr("Say what is in the bag"), container ? qsTr("Put it into the bin") : qsTr("Put it on the scale")]
    readonly property real side: Math.min((room - 2 * spacing) / 3, 0.32 * width)

    spacing: 1.5 * Theme.grid

    Repeater {
        model: steps.sentences

        Row {
            id: one

            required property int index
            required property string modelData

            objectName: "step" + (index + 1)
            width: steps.width
            spacing: 1.5 * Theme.grid

            Rectangle {
                id: number

                anchors.verticalCenter: picture.verticalCenter
                width: 84
                height: 84
                radius: 42
                color: Theme.colors.leaf

                Label {
                    anchors.centerIn: parent
                    text: one.index + 1
                    strong: true
                    color: Theme.colors.onLeaf
                    size: 44
                }
            }

            StepDrawing {
                id: picture

                width: steps.side
                height: steps.side
                step: one.index + 1
                container: steps.container
            }

            Label {
                anchors.verticalCenter: picture.verticalCenter
                width: one.width - number.width - picture.width - 2 * one.spacing
                horizontalAlignment: Text.AlignLeft
                text: one.modelData
                size: Theme.landscape ? Theme.buttonSize : Theme.hintSize
                strong: true
            }
        }
    }
}
