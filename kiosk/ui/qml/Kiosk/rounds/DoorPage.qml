import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// At the door, the resident is known: weigh a bag, leave something here, or finish.
Page {
    id: page

    required property SessionModel session
    required property RoundModel round

    readonly property bool empty: round.bagCount === 0 && round.refusedKinds.length === 0

    wordsSpacing: Theme.grid

    StepPicture {
        anchors.fill: parent
        icon: "bag"
        name: qsTr("A bag")
    }

    words: [
        Label {
            width: parent.width
            text: !page.round.known ? qsTr("Please finish it here") : page.round.bagCount > 0 ? qsTr("One more bag?") : qsTr("What is there to take?")
            size: Theme.titleSize
            strong: true
        },
        Label {
            objectName: "recorded"
            width: parent.width
            text: page.round.bagCount > 0 ? qsTr("Bags recorded: %1, together %2\u00a0kg").arg(page.round.bagCount).arg(page.round.netText) : qsTr("Nothing is recorded yet")
            color: Theme.colors.inkSoft
        },
        LeftLines {
            width: parent.width
            round: page.round
        }
    ]

    acts: [
        Grid {
            id: two

            readonly property real share: columns === 2 ? (width - columnSpacing) / 2 : width

            width: parent.width
            columns: page.round.known ? 2 : 1
            columnSpacing: Theme.grid

            ActButton {
                id: weigh

                objectName: "another"
                width: two.share
                height: Math.max(implicitHeight, leave.implicitHeight)
                primary: page.round.bagCount === 0
                visible: page.round.known
                text: qsTr("Weigh a bag")
                onClicked: page.session.another()
            }

            ActButton {
                id: leave

                objectName: "leaveItem"
                width: two.share
                height: Math.max(implicitHeight, weigh.implicitHeight)
                primary: false
                text: qsTr("Something stays here")
                onClicked: page.round.leaveItem()
            }
        },
        Row {
            width: parent.width
            spacing: Theme.grid

            BackButton {
                id: back

                objectName: "back"
                height: done.height
                onClicked: page.session.back()
            }

            ActButton {
                id: done

                objectName: "finish"
                width: parent.width - back.width - parent.spacing
                height: Math.max(implicitHeight, Theme.actHeight)
                primary: page.round.bagCount > 0
                text: page.empty ? qsTr("Nothing to take") : qsTr("That was all")
                onClicked: page.session.finish()
            }
        }
    ]
}
