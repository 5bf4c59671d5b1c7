pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.theme

// How it works, in three pictures beside each other, each with its number and a few words.
Row {
    id: steps

    property bool container: false
    property real pictureHeight: width // at most this high

    readonly property var sentences: [qsTr("Show your code or card"), qsTr("Say what is in the bag"), container ? qsTr("Put it into the bin") : qsTr("Put it on the scale")]

    spacing: 1.5 * Theme.grid

    Repeater {
        model: steps.sentences

        Column {
            id: one

            required property int index
            required property string modelData

            width: (steps.width - 2 * steps.spacing) / 3
            spacing: Theme.grid

            StepDrawing {
                width: parent.width
                height: Math.min(width, steps.pictureHeight)
                step: one.index + 1
                container: steps.container

                Rectangle {
                    x: (parent.width - Math.min(parent.width, parent.height)) / 2
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
            }

            Label {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: one.modelData
                strong: true
            }
        }
    }
}
