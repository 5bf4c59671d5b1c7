import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.reading
import Kiosk.theme

// The settled weight, what it earns, and the sum in words: everything a person needs to say yes.
Page {
    id: screen

    required property SessionModel session
    required property CreditModel credit
    required property ReadingModel reading

    readonly property bool held: credit.hold !== ""

    wordsSpacing: (Theme.landscape ? 1 : 1.75) * Theme.grid

    Plant {
        anchors.fill: parent
        material: screen.credit.material
        growth: screen.credit.growth
    }

    words: [
        Figure {
            objectName: "net"
            width: parent.width
            value: screen.credit.netText
            unit: Words.unitOf(screen.credit.material)
        },
        FigurePair {
            width: parent.width
            reduction: screen.credit.reductionText
            points: screen.credit.pointsText
            held: screen.held
        },
        SumButton {
            objectName: "read-methodology"
            width: parent.width
            credit: screen.credit
            reading: screen.reading
        },
        BulletLine {
            objectName: "hold"
            width: parent.width
            visible: screen.held
            icon: "held"
            text: Words.held(screen.credit.hold)
            size: Theme.smallSize
            color: Theme.colors.attention
        },
        Label {
            objectName: "giveUp"
            width: parent.width
            visible: screen.session.container
            text: qsTr("Recorded only when you touch \"Record it\"")
            size: Theme.smallSize
            color: Theme.colors.inkSoft
        }
    ]

    acts: Row {
        width: parent.width
        spacing: Theme.grid

        BackButton {
            id: again

            objectName: screen.session.container ? "back" : "weighAgain"
            height: yes.height
            // In the bin there is nothing to take off and weigh again.
            text: screen.session.container ? qsTr("Back") : qsTr("Weigh again")
            onClicked: screen.session.container ? screen.session.back() : screen.session.weighAgain()
        }

        ActButton {
            id: yes

            objectName: "confirm"
            width: parent.width - again.width - parent.spacing
            text: qsTr("Record it")
            onClicked: screen.session.confirm()
        }
    }
}
