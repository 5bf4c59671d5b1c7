import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.reading
import Kiosk.theme

// Greeted by now. One question, two big answers.
Page {
    id: screen

    required property SessionModel session
    required property ContainersModel containers
    required property VisitModel visit
    required property ReadingModel reading

    // where a material goes that does not go in here; empty while it does
    function instead(material: string): string {
        const at = containers.full.indexOf(material);
        return at < 0 ? "" : Words.roomAt(containers.elsewhere[at], containers.distances[at], containers.units[at]);
    }

    readonly property bool nothingGoes: instead("clothing") !== "" && instead("books") !== ""
    readonly property bool roomy: session.notice === "" || !(Theme.landscape && Theme.large)

    split: false

    Column {
        id: question

        y: Math.max(0, Theme.low - height - 2.5 * Theme.grid) // brought down, the cards begin there
        width: parent.width
        topPadding: Theme.landscape ? 0 : 2 * Theme.grid
        spacing: Theme.grid

        Label {
            width: parent.width
            visible: screen.roomy
            text: screen.nothingGoes ? qsTr("Both bins are full") : screen.visit.bags > 0 ? qsTr("One more bag") : qsTr("Hello")
            size: Theme.bodySize
            strong: true
            color: screen.nothingGoes ? Theme.colors.attention : Theme.colors.leaf
        }

        Label {
            width: parent.width
            text: qsTr("What is in this bag?")
            size: Theme.titleSize
            strong: true
        }

        Label {
            width: parent.width
            visible: screen.visit.bags > 0
            text: screen.visit.heldBags > 0 ? (screen.visit.heldBags < screen.visit.bags ? qsTr("Recorded so far: %1\u00a0kg, partly to be checked") : qsTr("Recorded so far: %1\u00a0kg, to be checked")).arg(screen.visit.netText) : qsTr("Recorded so far: %1\u00a0kg, %2\u00a0points").arg(screen.visit.netText).arg(screen.visit.pointsText)
            color: Theme.colors.inkSoft
        }
    }

    Grid {
        id: cards

        readonly property real cardWidth: (width - (columns - 1) * spacing) / columns
        readonly property real cardHeight: Math.min((height - (2 / columns - 1) * spacing) * columns / 2, cardWidth)

        anchors.top: question.bottom
        anchors.topMargin: 2.5 * Theme.grid
        anchors.bottom: parent.bottom
        width: parent.width
        columns: Theme.landscape ? 2 : 1
        spacing: 2 * Theme.grid

        MaterialCard {
            objectName: "clothing"
            width: cards.cardWidth
            height: cards.cardHeight
            material: "clothing"
            instead: screen.instead("clothing")
            text: qsTr("Clothes")
            onClicked: screen.session.choose("clothing")
        }

        MaterialCard {
            objectName: "books"
            width: cards.cardWidth
            height: cards.cardHeight
            material: "books"
            instead: screen.instead("books")
            text: qsTr("Books")
            onClicked: screen.session.choose("books")
        }
    }

    acts: Row {
        id: row

        readonly property real share: (width - back.width - (screen.reading.ledger ? 2 : 1) * spacing) / (screen.reading.ledger ? 2 : 1)
        readonly property real tallest: Math.max(back.implicitHeight, goods.implicitHeight, screen.reading.ledger ? ledger.implicitHeight : 0)

        width: parent.width
        spacing: Theme.grid

        BackButton {
            id: back

            objectName: "back"
            height: row.tallest
            text: screen.visit.bags > 0 ? qsTr("Finish") : qsTr("Back")
            onClicked: screen.session.back()
        }

        ReadButton {
            id: goods

            reading: screen.reading
            page: "accepted"
            width: row.share
            height: row.tallest
            text: screen.reading.ledger ? qsTr("What goes in") : qsTr("What goes in here")
        }

        ReadButton {
            id: ledger

            visible: screen.reading.ledger
            reading: screen.reading
            page: "account"
            width: row.share
            height: row.tallest
            text: qsTr("My ledger")
        }
    }
}
