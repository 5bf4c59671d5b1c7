pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// What today has brought, in all and by material.
Column {
    id: page

    required property ConsoleModel desk

    spacing: Theme.grid

    Figure {
        objectName: "weight"
        width: parent.width
        value: page.desk.weightText
        unit: qsTr("kg today")
    }

    DeviceLine {
        objectName: "dropOffs"
        width: parent.width
        icon: "place"
        name: qsTr("Drop-offs")
        text: page.desk.dropOffsText
    }

    DeviceLine {
        objectName: "reduction"
        width: parent.width
        icon: "leaf"
        name: qsTr("Carbon reduction")
        text: qsTr("%1\u00a0g").arg(page.desk.reductionText)
    }

    DeviceLine {
        objectName: "points"
        width: parent.width
        icon: "check"
        name: qsTr("Points")
        text: page.desk.pointsText
    }

    Repeater {
        model: page.desk.materials

        DeviceLine {
            required property int index
            required property string modelData

            objectName: "material-" + modelData
            width: page.width
            icon: modelData === "books" ? "ledger" : "too_heavy"
            name: Words.materialName(modelData)
            text: qsTr("%1 times, %2\u00a0kg, %3 points").arg(page.desk.materialDropOffs[index] ?? "").arg(page.desk.materialWeights[index] ?? "").arg(page.desk.materialPoints[index] ?? "")
        }
    }

    Repeater {
        model: page.desk.bins

        DeviceLine {
            required property int index
            required property string modelData
            readonly property string percent: page.desk.binPercents[index] ?? ""

            objectName: "bin-" + modelData
            width: page.width
            icon: "bin"
            name: qsTr("Bin: %1").arg(Words.material(page.desk.binMaterials[index] ?? ""))
            text: percent === "" ? qsTr("%1\u00a0kg").arg(page.desk.binWeights[index] ?? "") : qsTr("%1\u00a0kg, %2% full").arg(page.desk.binWeights[index] ?? "").arg(percent)
            good: !page.desk.binsFull.includes(modelData)
        }
    }

    Label {
        width: parent.width
        text: qsTr("With all corrections. The platform may still hold some of it")
        size: Theme.smallSize
        color: Theme.colors.inkSoft
    }
}
