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

    split: false
    wordsSpacing: (Theme.landscape ? 1 : 1.5) * Theme.grid

    MaterialPicture {
        anchors.fill: parent
        visible: !Theme.landscape && parent.height > 240 // the words come first
        material: page.credit.material
    }

    words: [
        Label {
            width: parent.width
            text: qsTr("How it was computed")
            size: Theme.titleSize
            strong: true
            horizontalAlignment: Text.AlignLeft
        },
        Row {
            id: sums

            width: parent.width
            spacing: 1.5 * Theme.grid

            SumCard {
                objectName: "reduction"
                width: (parent.width - sums.spacing) / 2
                title: qsTr("CO2 saved")
                net: page.credit.exactNetText
                rate: page.credit.gPerKg
                unit: qsTr("g")
                exact: page.credit.reductionExact
                result: page.credit.reductionText
            }

            SumCard {
                objectName: "points"
                width: (parent.width - sums.spacing) / 2
                title: qsTr("Points")
                net: page.credit.exactNetText
                rate: page.credit.pointsPerKg
                unit: qsTr("points")
                exact: page.credit.pointsExact
                result: page.credit.pointsText
            }
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
            text: page.credit.provisional ? qsTr("Provisional: %1").arg(page.credit.source) : page.credit.source
            color: page.credit.provisional ? Theme.colors.attention : Theme.colors.leaf
        },
        BulletLine {
            objectName: "meaning"
            width: parent.width
            centered: false
            icon: "leaf"
            text: page.books ? qsTr("Paper that is recycled saves this much CO2") : qsTr("Clothes that are used again save this much CO2")
            color: Theme.colors.inkSoft
        }
    ]

    acts: ActButton {
        objectName: "back"
        width: parent.width
        text: qsTr("Read it, go back")
        onClicked: page.session.back()
    }
}
