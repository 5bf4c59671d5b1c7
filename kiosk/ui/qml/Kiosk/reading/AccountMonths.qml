pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// The last twelve months as bars, the present one first; what a bar stands for is written beside it. ``count`` of them
// from ``first`` on.
Column {
    id: part

    required property AccountModel account
    property int first: 0
    property int count: account.months.length
    property bool titled: true

    spacing: Theme.grid / 2

    Item { // in step with the column at the left, which has the title
        width: parent.width
        height: title.implicitHeight
        visible: !part.titled
    }

    Label {
        id: title

        objectName: "title"
        width: parent.width
        visible: part.titled
        text: qsTr("Twelve months")
        size: Theme.landscape ? Theme.hintSize : Theme.titleSize
        strong: true
        bottomPadding: Theme.landscape ? 0 : Theme.grid
    }

    Repeater {
        model: part.account.months.slice(part.first, part.first + part.count)

        Item {
            id: month

            required property int index
            required property string modelData
            readonly property int at: part.first + index
            readonly property real share: Number(part.account.monthShares[at] ?? "0")
            readonly property string weight: part.account.monthWeights[at] ?? ""

            objectName: "month-" + modelData
            width: part.width
            height: Math.round(Theme.smallSize * 2.1)
            Accessible.role: Accessible.StaticText
            Accessible.name: name.text + " " + amount.text

            Label {
                id: name

                anchors.verticalCenter: parent.verticalCenter
                width: 3 * Theme.smallSize
                text: Words.month(month.modelData)
                size: Theme.smallSize
                strong: month.at === 0
                horizontalAlignment: Text.AlignLeft
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            Rectangle {
                id: track

                anchors.left: name.right
                anchors.right: amount.left
                anchors.rightMargin: Theme.grid
                anchors.verticalCenter: parent.verticalCenter
                height: 3 // where a line is black, an empty month is still no bar
                color: Theme.colors.line
            }

            Rectangle {
                anchors.left: track.left
                anchors.verticalCenter: parent.verticalCenter
                width: Math.max(height, track.width * month.share)
                height: Math.round(Theme.smallSize * 1.2)
                radius: height / 2
                visible: month.share > 0
                color: Theme.colors.leafBright
            }

            Label {
                id: amount

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                width: 4.6 * Theme.smallSize
                text: month.weight === "" ? "–" : qsTr("%1\u00a0kg").arg(month.weight)
                size: Theme.smallSize
                strong: month.weight !== ""
                horizontalAlignment: Text.AlignRight
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
