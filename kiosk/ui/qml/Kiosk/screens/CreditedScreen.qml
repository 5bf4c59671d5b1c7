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
            text: screen.held ? qsTr("Recorded") : qsTr("Recorded!")
            size: Theme.titleSize
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
        LinkButton {
            width: parent.width
            reading: screen.reading
            page: "methodology"
            text: qsTr("How is this computed?")
            note: screen.credit.provisional ? screen.credit.source : ""
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

        readonly property real share: columns === 2 ? (width - columnSpacing) / 2 : width

        width: parent.width
        columns: Theme.landscape ? 2 : 1
        columnSpacing: Theme.grid
        rowSpacing: 1.5 * Theme.grid

        ActButton {
            objectName: "another"
            width: both.share
            height: Math.max(implicitHeight, both.columns === 2 ? done.height : 0)
            primary: false
            text: qsTr("One more bag")
            onClicked: screen.session.another()
        }

        ActButton {
            id: done

            objectName: "finish"
            width: both.share
            text: qsTr("Done")
            onClicked: screen.session.finish()
        }
    }
}
