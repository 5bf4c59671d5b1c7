pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// The open orders by building and time, and what has been collected on this round and not handed over yet.
Page {
    id: page

    required property SessionModel session
    required property RoundModel round

    readonly property string load: round.loadKinds.map((kind, index) => qsTr("%1 %2\u00a0kg").arg(Words.kinds(kind)).arg(round.loadTexts[index] ?? "")).join(qsTr(", "))

    readonly property bool roomy: session.notice === "" || !Theme.large // what can be done comes before what is told

    split: false

    Column {
        id: head

        width: parent.width
        topPadding: Theme.landscape ? 0 : Theme.grid
        spacing: Theme.grid / 2

        Label {
            objectName: "title"
            width: parent.width
            visible: page.roomy
            text: qsTr("Home pickups: %1").arg(page.round.openCount)
            size: Theme.landscape || Theme.large ? Theme.hintSize : Theme.titleSize
            strong: true
        }

        Flow {
            width: parent.width
            visible: page.roomy
            spacing: (Theme.landscape ? 3 : 0.5) * Theme.grid

            Label {
                objectName: "load"
                width: Theme.landscape ? Math.min(naturalWidth, parent.width) : parent.width
                visible: text !== ""
                text: page.load === "" ? "" : qsTr("Collected: %1").arg(page.load)
                size: Theme.smallSize
                color: Theme.colors.inkSoft
            }

            Label {
                objectName: "closed"
                width: Theme.landscape ? Math.min(naturalWidth, parent.width) : parent.width
                visible: page.round.closedCount > 0
                text: qsTr("Done, not uploaded yet: %1").arg(page.round.closedCount)
                size: Theme.smallSize
                color: Theme.colors.sky
            }
        }
    }

    Label {
        objectName: "none"
        anchors.centerIn: parent
        width: parent.width
        visible: page.round.orders.length === 0
        text: qsTr("No order is open. New ones come when there is a network")
        color: Theme.colors.inkSoft
        horizontalAlignment: Text.AlignHCenter
    }

    Grid {
        id: cards

        anchors.top: head.bottom
        anchors.topMargin: Theme.grid
        width: parent.width
        columns: Theme.landscape ? 2 : 1
        columnSpacing: 1.5 * Theme.grid
        rowSpacing: Theme.grid

        Repeater {
            model: page.round.orders.length

            OrderCard {
                required property int index

                objectName: "order" + index
                width: (cards.width - (cards.columns - 1) * cards.columnSpacing) / cards.columns
                readonly property bool open: (page.round.days[index] ?? "") !== ""

                building: open ? page.round.buildings[index] ?? "" : qsTr("Not on the list any more")
                when: open ? qsTr("%1, %2").arg(Words.day(page.round.days[index] ?? "")).arg(page.round.times[index] ?? "") : ""
                what: open ? Words.kinds(page.round.kinds[index] ?? "") : qsTr("Please finish it here")
                bags: Number(page.round.bags[index] ?? "0")
                onClicked: page.round.choose(page.round.orders[index] ?? "")
            }
        }
    }

    component HandOver: ActButton {
        height: Math.max(implicitHeight, Theme.actHeight)
        primary: false
        text: qsTr("Hand over the load")
        onClicked: page.round.handOver()
    }

    acts: [
        HandOver {
            objectName: "handOver"
            width: parent.width
            visible: page.load !== "" && !Theme.landscape
        },
        Row {
            id: row

            width: parent.width
            spacing: Theme.grid

            readonly property bool paged: page.round.pages > 1
            readonly property real rest: width - back.width - (paged ? before.width + after.width + number.width + 3 * spacing : 0) - spacing

            BackButton {
                id: back

                objectName: "back"
                onClicked: page.session.back()
            }

            HandOver {
                objectName: "handOver"
                width: row.rest
                visible: page.load !== "" && Theme.landscape
            }

            Item {
                visible: page.load === "" || !Theme.landscape
                width: row.rest
                height: 1
            }

            KeyButton {
                id: before

                objectName: "before"
                width: Theme.actHeight
                height: Theme.actHeight
                visible: row.paged
                rests: page.round.page === 0
                icon: "back"
                name: qsTr("The page before")
                onClicked: page.round.show(page.round.page - 1)
            }

            Label {
                id: number

                objectName: "page"
                anchors.verticalCenter: parent.verticalCenter
                width: 3 * Theme.bodySize
                visible: row.paged
                text: qsTr("%1/%2").arg(page.round.page + 1).arg(page.round.pages)
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.NoWrap
            }

            KeyButton {
                id: after

                objectName: "after"
                width: Theme.actHeight
                height: Theme.actHeight
                visible: row.paged
                rests: page.round.page + 1 >= page.round.pages
                icon: "next"
                name: qsTr("The next page")
                onClicked: page.round.show(page.round.page + 1)
            }
        }
    ]
}
