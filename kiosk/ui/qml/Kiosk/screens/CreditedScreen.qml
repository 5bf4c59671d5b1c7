import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.reading
import Kiosk.theme

// It is durable, so the sprout blooms; where points wait for a check it waits with them. The figures are the record's.
Page {
    id: screen

    required property SessionModel session
    required property StatusModel status
    required property CreditModel credit
    required property ReadingModel reading

    readonly property bool held: credit.hold !== ""

    wordsSpacing: (Theme.landscape ? 0.75 : 1.5) * Theme.grid

    Plant {
        anchors.fill: parent
        material: screen.credit.material
        growth: screen.credit.growth
        bloom: !screen.held
    }

    words: [
        Label {
            objectName: "title"
            width: parent.width
            text: screen.held ? qsTr("Recorded, to\u00a0be\u00a0checked") : qsTr("Recorded!")
            size: screen.held && Theme.landscape ? Theme.hintSize : Theme.titleSize // on one line
            strong: true
            color: Theme.colors.leaf
        },
        Label {
            width: parent.width
            text: screen.credit.netText + "\u00a0" + Words.unitOf(screen.credit.material)
            strong: true
        },
        FigurePair {
            width: parent.width
            reduction: screen.credit.reductionText
            points: screen.credit.pointsText
            held: screen.held
        },
        Row {
            id: links

            readonly property bool both: screen.reading.ledger && !Theme.landscape
            readonly property real tallest: Math.max(sum.implicitHeight, both ? ledger.implicitHeight : 0)

            width: parent.width
            spacing: Theme.grid

            LinkButton {
                id: sum

                width: links.width - (links.both ? ledger.width + links.spacing : 0)
                height: links.tallest
                reading: screen.reading
                page: "methodology"
                text: links.both ? qsTr("How computed?") : qsTr("How is this computed?")
                note: screen.credit.provisional ? screen.credit.source : ""
            }

            LinkButton {
                id: ledger

                width: Math.round(links.width * (Theme.large ? 0.38 : 0.36))
                height: links.tallest
                visible: links.both
                reading: screen.reading
                page: "account"
                icon: "ledger"
                text: qsTr("My ledger")
            }
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
        BulletLine {
            objectName: "whereabouts"
            width: parent.width
            visible: text !== ""
            icon: screen.status.link
            text: Words.whereabouts(screen.status.link)
            size: Theme.smallSize
            color: Theme.colors.sky
        }
    ]

    acts: Grid {
        id: both

        readonly property bool three: Theme.landscape && screen.reading.ledger
        readonly property real share: (width - (columns - 1) * columnSpacing) / columns
        readonly property real tallest: Theme.landscape ? Math.max(another.implicitHeight, own.implicitHeight, done.implicitHeight) : 0

        width: parent.width
        columns: three ? 3 : Theme.landscape ? 2 : 1
        columnSpacing: Theme.grid
        rowSpacing: 1.5 * Theme.grid

        ActButton {
            id: another

            objectName: "another"
            width: both.share
            height: Math.max(implicitHeight, both.tallest)
            primary: false
            text: both.three && Theme.large ? qsTr("One more") : qsTr("One more bag")
            onClicked: screen.session.another()
        }

        ReadButton {
            id: own

            visible: both.three
            reading: screen.reading
            page: "account"
            width: both.share
            height: both.tallest
            text: qsTr("My ledger")
        }

        ActButton {
            id: done

            objectName: "finish"
            width: both.share
            height: Math.max(implicitHeight, both.tallest)
            text: qsTr("Done")
            onClicked: screen.session.finish()
        }
    }
}
