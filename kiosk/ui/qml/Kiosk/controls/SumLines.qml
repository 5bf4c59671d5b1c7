import QtQuick
import Kiosk.models
import Kiosk.theme

// How the figures came about, with the rule's version; a provisional factor says that it is one.
Column {
    id: sums

    required property CreditModel credit

    spacing: 4

    Label {
        objectName: "reductionSum"
        width: parent.width
        text: qsTr("%1\u00a0kg × %2 = %3\u00a0g").arg(sums.credit.exactNetText).arg(sums.credit.gPerKg).arg(sums.credit.reductionResult)
        size: Theme.smallSize
        color: Theme.colors.inkSoft
    }

    Label {
        objectName: "pointsSum"
        width: parent.width
        text: qsTr("%1\u00a0kg × %2 = %3\u00a0points").arg(sums.credit.exactNetText).arg(sums.credit.pointsPerKg).arg(sums.credit.pointsResult)
        size: Theme.smallSize
        color: Theme.colors.inkSoft
    }

    Label {
        width: parent.width
        visible: !sums.credit.provisional
        text: qsTr("Published rule, version %1").arg(sums.credit.ruleVersion)
        size: Theme.smallSize
        color: Theme.colors.inkSoft
    }

    BulletLine {
        objectName: "provisional"
        width: parent.width
        visible: sums.credit.provisional
        icon: "warn"
        text: qsTr("%1 (rule version %2)").arg(sums.credit.source).arg(sums.credit.ruleVersion)
        size: Theme.smallSize
        color: Theme.colors.attention
    }
}
