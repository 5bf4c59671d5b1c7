import QtQuick
import Kiosk.controls
import Kiosk.theme

// One drop-off of the account: what it was, when, what it brought, and in a drawing and a word what became of it.
Item {
    id: row

    property string day: ""
    property string material: ""
    property string weight: ""
    property string points: ""
    property string verdict: ""

    readonly property color hue: AccountWords.hue(verdict)
    readonly property bool counts: AccountWords.counts(verdict)

    implicitHeight: Math.max(picture.height, words.implicitHeight) + Theme.grid
    Accessible.role: Accessible.StaticText
    Accessible.name: [what.text, when.text, state.text, earned.text].join(" ")

    MaterialPicture {
        id: picture

        anchors.verticalCenter: parent.verticalCenter
        width: Theme.landscape ? 72 : 84
        height: width
        material: row.material
        opacity: row.counts ? 1 : 0.4
    }

    Column {
        id: words

        anchors.left: picture.right
        anchors.leftMargin: Theme.grid
        anchors.right: earned.left
        anchors.verticalCenter: parent.verticalCenter

        Label {
            id: what

            width: parent.width
            text: row.weight === "" ? Words.materialName(row.material) : qsTr("%1 %2\u00a0kg").arg(Words.materialName(row.material)).arg(row.weight)
            strong: true
            color: row.counts ? Theme.colors.ink : Theme.colors.inkSoft
            horizontalAlignment: Text.AlignLeft
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        Row {
            spacing: Theme.grid / 2

            Label {
                id: when

                text: Words.day(row.day)
                size: Theme.smallSize
                color: Theme.colors.inkSoft
                wrapMode: Text.NoWrap
                rightPadding: Theme.grid / 2
                Accessible.ignored: true
            }

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.smallSize
                height: Theme.smallSize
                name: AccountWords.drawing(row.verdict)
                color: row.hue
                weight: 5
            }

            Label {
                id: state

                text: AccountWords.verdict(row.verdict)
                size: Theme.smallSize
                color: row.hue
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }

    Label {
        id: earned

        anchors.right: parent.right
        y: words.y
        visible: row.counts
        text: row.counts ? qsTr("%1\u00a0points").arg(row.points) : ""
        strong: true
        color: row.verdict === "held" ? Theme.colors.ink : Theme.colors.leaf
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 2
        color: Theme.colors.line
    }
}
