import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// How the figures of the bag at hand came about: the two sums, the rule, its source, and whether it is published.
Page {
    id: page

    required property SessionModel session
    required property CreditModel credit

    readonly property bool books: credit.material === "books"

    wordsSpacing: (Theme.landscape ? 1 : 1.5) * Theme.grid

    MaterialPicture {
        anchors.fill: parent
        visible: !Theme.landscape && parent.height > 200 // the sums come first
        material: page.credit.material
    }

    SumPair {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        visible: Theme.landscape
        credit: page.credit
    }

    words: [
        Label {
            width: parent.width
            text: qsTr("How it was computed")
            size: Theme.titleSize
            strong: true
            horizontalAlignment: Text.AlignLeft
        },
        SumPair {
            width: parent.width
            visible: !Theme.landscape
            credit: page.credit
        },
        BulletLine {
            objectName: "rule"
            width: parent.width
            centered: false
            icon: "ledger"
            text: (page.books ? qsTr("Rule for books, version %1, in force since %2") : qsTr("Rule for clothes, version %1, in force since %2")).arg(page.credit.ruleVersion).arg(Words.fullDay(page.credit.validFrom))
        },
        BulletLine {
            objectName: "source"
            width: parent.width
            centered: false
            icon: page.credit.provisional ? "warn" : "check"
            text: page.credit.source
            strong: page.credit.provisional
            color: page.credit.provisional ? Theme.colors.attention : Theme.colors.leaf
        },
        BulletLine {
            objectName: "meaning"
            width: parent.width
            centered: false
            icon: "leaf"
            text: page.books ? qsTr("So much CO2 is saved when paper is made from old books") : qsTr("So much CO2 is saved when clothes are used again")
            color: Theme.colors.inkSoft
        },
        BulletLine {
            objectName: "hold"
            width: parent.width
            centered: false
            visible: page.credit.hold !== ""
            icon: "held"
            text: Words.held(page.credit.hold)
            color: Theme.colors.attention
        }
    ]

    acts: ReturnButton {
        width: parent.width
        session: page.session
    }
}
