import QtQuick
import Kiosk.controls
import Kiosk.theme

// A sum as it is written at school: so many kilograms, times so much for a kilogram, makes so much.
Item {
    id: card

    property string title: ""
    property string rule: "" // the rate in words
    property string net: ""
    property string rate: ""
    property string unit: "" // of the rate and of the result
    property string exact: "" // before the fraction was left out; empty: it came out even
    property string result: ""
    property bool held: false
    property real ruleHeight: ruleNeeds
    readonly property alias ruleNeeds: rule.implicitHeight

    readonly property int inset: 1.5 * Theme.grid

    implicitHeight: rows.height + 2 * card.inset

    component Line: Figure {
        width: parent?.width ?? 0
        size: Theme.titleSize
        unitShare: 0.5
        alignment: Text.AlignLeft
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.colors.card
        border.width: 3
        border.color: Theme.colors.line
    }

    Column {
        id: rows

        x: card.inset
        y: card.inset
        width: parent.width - 2 * card.inset
        spacing: Theme.grid / 4

        Label {
            width: parent.width
            text: card.title
            strong: true
            horizontalAlignment: Text.AlignLeft
        }

        Label {
            id: rule

            width: parent.width
            height: card.ruleHeight
            text: card.rule
            size: Theme.smallSize
            color: Theme.colors.inkSoft
            horizontalAlignment: Text.AlignLeft
        }

        Line {
            value: card.net
            unit: qsTr("kg")
        }

        Line {
            value: "×\u00a0" + card.rate
            unit: card.unit
        }

        Rectangle {
            width: parent.width
            height: 4
            color: Theme.colors.inkSoft
        }

        Figure {
            objectName: "result"
            width: parent.width
            unitShare: 0.45
            alignment: Text.AlignLeft
            value: card.result
            unit: card.unit
            color: card.held ? Theme.colors.ink : Theme.colors.leaf
        }

        Label {
            objectName: "exact"
            width: parent.width
            text: card.exact === "" ? qsTr("It comes out even") : qsTr("Exactly %1, the fraction is left out").arg(card.exact)
            size: Theme.smallSize
            color: Theme.colors.inkSoft
            horizontalAlignment: Text.AlignLeft
        }
    }
}
