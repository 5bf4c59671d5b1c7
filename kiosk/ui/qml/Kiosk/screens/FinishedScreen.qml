import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.reading
import Kiosk.theme

// Thank you, the sum of the visit, and for a guest the claim: as a code to scan and as letters to write down.
Page {
    id: screen

    required property SessionModel session
    required property StatusModel status
    required property VisitModel visit
    required property ReadingModel reading

    readonly property bool claiming: visit.claimText !== ""
    readonly property bool scannable: claiming && visit.qrModules > 0

    // Large stands what is credited; what waits for a check only where nothing else is there.
    readonly property bool allHeld: visit.heldBags > 0 && visit.heldBags === visit.bags
    readonly property string reduction: allHeld ? visit.heldReductionText : visit.reductionText
    readonly property string points: allHeld ? visit.heldPointsText : visit.pointsText

    drawing: !scannable // a code needs its size
    wordsSpacing: Theme.grid

    Plant {
        anchors.fill: parent
        visible: !screen.scannable
        material: screen.visit.materials.length > 0 ? screen.visit.materials[screen.visit.bags - 1] : ""
        growth: screen.visit.growth
        bloom: screen.visit.bags > screen.visit.heldBags
    }

    QrCode {
        objectName: "qr"
        anchors.centerIn: parent
        width: Math.min(parent.width, parent.height, 760)
        height: width
        visible: screen.scannable
        modules: screen.visit.qrModules
        path: screen.visit.qrPath
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("Code to claim with")
    }

    words: [
        Label {
            width: parent.width
            text: screen.visit.bags === 0 ? qsTr("Nothing was recorded this time") : screen.claiming ? qsTr("Claim your points") : qsTr("Thank you")
            size: Theme.titleSize
            strong: true
        },
        Label {
            width: parent.width
            visible: screen.visit.bags > 0
            text: qsTr("Bags: %1, together %2\u00a0kg").arg(screen.visit.bags).arg(screen.visit.netText)
            color: Theme.colors.inkSoft
        },
        FigurePair {
            width: parent.width
            visible: screen.visit.bags > 0 && !screen.claiming
            reduction: screen.reduction
            points: screen.points
            held: screen.allHeld
        },
        Label {
            width: parent.width
            visible: screen.claiming
            text: (screen.allHeld ? qsTr("To be checked: %1\u00a0g CO2, %2\u00a0points") : qsTr("%1\u00a0g CO2 saved, %2\u00a0points")).arg(screen.reduction).arg(screen.points)
            strong: true
            color: screen.allHeld ? Theme.colors.ink : Theme.colors.leaf
        },
        BulletLine {
            objectName: "hold"
            width: parent.width
            visible: screen.visit.heldBags > 0
            icon: "held"
            text: screen.allHeld ? qsTr("Grams and points will be credited after a check") : qsTr("Bags to be checked: %1 (%2\u00a0g, %3\u00a0points)").arg(screen.visit.heldBags).arg(screen.visit.heldReductionText).arg(screen.visit.heldPointsText)
            size: screen.allHeld ? Theme.smallSize : Theme.bodySize
            color: Theme.colors.attention
        },
        Label {
            width: parent.width
            visible: screen.visit.bags === 0
            text: qsTr("You are welcome any time")
            color: Theme.colors.inkSoft
        },
        Label {
            width: parent.width
            visible: screen.claiming
            text: screen.scannable ? qsTr("Write this down, or scan with your phone:") : qsTr("Write this down and claim on the Sprout page:")
        },
        Figure {
            objectName: "claim"
            width: parent.width
            visible: screen.claiming
            size: Theme.titleSize
            value: screen.visit.claimText
        },
        BulletLine {
            width: parent.width
            visible: screen.visit.bags > 0 && text !== ""
            icon: screen.status.link
            text: Words.whereabouts(screen.status.link)
            size: Theme.smallSize
            color: Theme.colors.sky
        }
    ]

    acts: Flow {
        id: all

        readonly property bool printable: screen.visit.bags > 0 && screen.visit.printer !== ""
        readonly property int aside: (printable ? 1 : 0) + (screen.reading.ledger ? 1 : 0)
        readonly property bool inRow: Theme.landscape && aside < 2 // the way on has room in it
        readonly property int beside: inRow ? aside + 1 : Math.max(1, aside)
        readonly property real share: Math.floor((width - (beside - 1) * spacing) / beside)
        readonly property real tallest: Math.max(Theme.actHeight, printable ? receipt.implicitHeight : 0, screen.reading.ledger ? ledger.implicitHeight : 0)

        width: parent.width
        spacing: Theme.grid

        ActButton {
            id: receipt

            objectName: "print"
            visible: all.printable && screen.visit.printer === "ready"
            width: all.share
            height: all.tallest
            primary: false
            text: qsTr("Print a receipt")
            onClicked: screen.session.printReceipt()
        }

        Label { // in the button's place, so nothing moves under a finger
            objectName: "printing"
            visible: all.printable && screen.visit.printer !== "ready"
            width: all.share
            height: all.tallest
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            text: qsTr("Printing")
            color: Theme.colors.inkSoft
        }

        ReadButton {
            id: ledger

            visible: screen.reading.ledger
            reading: screen.reading
            page: "account"
            width: all.share
            height: all.tallest
            text: qsTr("My ledger")
        }

        ActButton {
            objectName: "finish"
            width: all.inRow ? all.share : all.width
            height: all.inRow ? Math.max(implicitHeight, all.tallest) : implicitHeight
            text: screen.claiming ? qsTr("I have it") : qsTr("Goodbye")
            onClicked: screen.session.finish()
        }
    }
}
