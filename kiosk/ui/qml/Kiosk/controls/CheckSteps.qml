pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.theme

// The numbered steps of a check: what is done carries a tick, what is to be done now stands out.
Column {
    id: steps

    property list<string> sentences: []
    property int current: 0 // from 0; as many as there are sentences: all done

    spacing: Theme.grid

    Repeater {
        model: steps.sentences

        Item {
            id: step

            required property string modelData
            required property int index
            readonly property bool done: index < steps.current
            readonly property bool now: index === steps.current

            width: steps.width
            implicitHeight: Math.max(disc.height, words.implicitHeight)
            Accessible.role: Accessible.StaticText
            Accessible.name: (index + 1) + ". " + modelData

            Rectangle {
                id: disc

                width: Math.round(Theme.buttonSize * 1.5)
                height: width
                radius: width / 2
                color: step.now ? Theme.colors.leaf : step.done ? Theme.colors.tint : "transparent"
                border.width: step.now ? 0 : 3
                border.color: step.done ? Theme.colors.leaf : Theme.colors.line

                Label {
                    anchors.centerIn: parent
                    visible: !step.done
                    text: step.index + 1
                    wrapMode: Text.NoWrap
                    strong: true
                    color: step.now ? Theme.colors.onLeaf : Theme.colors.inkSoft
                    Accessible.ignored: true
                }

                Icon {
                    anchors.centerIn: parent
                    visible: step.done
                    width: parent.width * 0.6
                    height: width
                    name: "check"
                    color: Theme.colors.leaf
                    weight: 6
                }
            }

            Label {
                id: words

                anchors.left: disc.right
                anchors.leftMargin: 1.5 * Theme.grid
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: step.modelData
                size: Theme.landscape && Theme.large ? Theme.bodySize : Theme.buttonSize
                strong: step.now
                color: step.now ? Theme.colors.ink : Theme.colors.inkSoft
                horizontalAlignment: Text.AlignLeft
                Accessible.ignored: true
            }
        }
    }
}
