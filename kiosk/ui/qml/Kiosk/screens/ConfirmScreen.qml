import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// The settled weight, what it earns, and the sum in words: everything a person needs to say yes.
Page {
    id: screen

    required property SessionModel session
    required property CreditModel credit

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
        },
        SumLines {
            width: parent.width
            credit: screen.credit
        }
    ]

    acts: Row {
        width: parent.width
        spacing: Theme.grid

        BackButton {
            id: again

            objectName: "weighAgain"
            height: yes.height
            text: qsTr("Weigh again")
            onClicked: screen.session.weighAgain()
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
