pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// The last drop-offs and what became of them: ``count`` of them from ``first`` on.
Column {
    id: part

    required property AccountModel account
    property int first: 0
    property int count: account.actDays.length
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
        text: qsTr("The last drop-offs")
        size: Theme.landscape ? Theme.hintSize : Theme.titleSize
        strong: true
    }

    Label {
        objectName: "noActs"
        width: parent.width
        visible: part.account.actDays.length === 0
        text: qsTr("This kiosk keeps each drop-off for some weeks only. All of them are on your phone page")
    }

    Repeater {
        model: Math.max(0, Math.min(part.count, part.account.actDays.length - part.first))

        ActRow {
            required property int index
            readonly property int act: part.first + index

            objectName: "act" + act
            width: part.width
            day: part.account.actDays[act] ?? ""
            material: part.account.actMaterials[act] ?? ""
            weight: part.account.actWeights[act] ?? ""
            points: part.account.actPoints[act] ?? ""
            verdict: part.account.actVerdicts[act] ?? ""
        }
    }
}
