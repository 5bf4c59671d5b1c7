import QtQuick
import Kiosk.models
import Kiosk.theme

// The two sums of the bag at hand.
Row {
    id: pair

    required property CreditModel credit

    readonly property bool held: credit.hold !== ""
    readonly property real share: (width - spacing) / 2
    readonly property real tallest: Math.max(reduction.implicitHeight, points.implicitHeight)

    readonly property real rules: Math.max(reduction.ruleNeeds, points.ruleNeeds) // so that the figures stand side by side

    spacing: Theme.grid

    SumCard {
        id: reduction

        objectName: "reduction"
        width: pair.share
        height: pair.tallest
        ruleHeight: pair.rules
        title: qsTr("CO2 saved")
        rule: qsTr("%1\u00a0g per\u00a0kg").arg(pair.credit.gPerKg)
        net: pair.credit.exactNetText
        rate: pair.credit.gPerKg
        unit: qsTr("g")
        exact: pair.credit.reductionExact
        result: pair.credit.reductionText
        held: pair.held
    }

    SumCard {
        id: points

        objectName: "points"
        width: pair.share
        height: pair.tallest
        ruleHeight: pair.rules
        title: qsTr("Points")
        rule: qsTr("%1\u00a0points per\u00a0kg").arg(pair.credit.pointsPerKg)
        net: pair.credit.exactNetText
        rate: pair.credit.pointsPerKg
        unit: qsTr("points")
        exact: pair.credit.pointsExact
        result: pair.credit.pointsText
        held: pair.held
    }
}
