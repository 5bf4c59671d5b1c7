import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// All that was brought to this kiosk, in the figures that count.
Column {
    id: part

    required property AccountModel account

    readonly property bool empty: account.dropOffs === 0 && account.held === 0
    readonly property bool figures: account.dropOffs > 0

    spacing: Theme.grid

    Label {
        objectName: "title"
        width: parent.width
        text: qsTr("My carbon ledger")
        size: Theme.titleSize
        strong: true
    }

    Label {
        objectName: "empty"
        width: parent.width
        visible: part.empty
        text: qsTr("Nothing of yours is here yet. The first bag grows the first ring")
    }

    FigurePair {
        width: parent.width
        visible: part.figures
        reduction: part.account.reductionText
        points: part.account.pointsText
    }

    Row {
        id: both

        readonly property real share: part.account.kwhText === "" ? width : (width - spacing) / 2

        width: parent.width
        visible: part.figures
        topPadding: Theme.landscape ? 0 : Theme.grid
        spacing: 2 * Theme.grid

        Column {
            width: both.share

            Figure {
                objectName: "net"
                width: parent.width
                size: Theme.landscape ? 92 : 104
                unitShare: 0.4
                value: part.account.netText
                unit: qsTr("kg")
            }

            Label {
                width: parent.width
                text: qsTr("drop-offs here: %1").arg(part.account.dropOffs)
                size: Theme.smallSize
                color: Theme.colors.inkSoft
            }
        }

        Column {
            width: both.share
            visible: part.account.kwhText !== ""

            Figure {
                objectName: "kwh"
                width: parent.width
                size: Theme.landscape ? 92 : 104
                unitShare: 0.4
                value: "≈ " + part.account.kwhText
                unit: qsTr("kWh")
            }

            Label {
                objectName: "kwhSource"
                width: parent.width
                text: qsTr("of electricity, at the press figure %1\u00a0kg/\u2060kWh").arg(part.account.kwhGrams)
                size: Theme.smallSize
                color: Theme.colors.inkSoft
            }
        }
    }

    BulletLine {
        objectName: "held"
        width: parent.width
        visible: part.account.held > 0
        icon: "held"
        text: qsTr("To be checked, not in the sum: %1\u00a0kg").arg(part.account.heldText)
        size: part.figures ? Theme.smallSize : Theme.bodySize
        color: Theme.colors.attention
    }

    BulletLine {
        objectName: "elsewhere"
        width: parent.width
        icon: "ledger"
        text: qsTr("From this kiosk. Your phone page has all")
        size: Theme.smallSize
        color: Theme.colors.inkSoft
    }
}
