import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// For the resident: what was taken and what stays. Their word closes the order.
Page {
    id: page

    required property SessionModel session
    required property RoundModel round

    // A long list stands in the place of the drawing: all of it is agreed to.
    readonly property bool listedBeside: Theme.landscape && round.refusedKinds.length > (Theme.large ? 1 : 2)
    readonly property int most: Theme.large ? 6 : 8

    wordsSpacing: Theme.grid

    StepPicture {
        anchors.fill: parent
        visible: !page.listedBeside
        icon: "check"
        name: qsTr("To be looked at")
    }

    LeftLines {
        x: Theme.margin / 2
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x
        visible: page.listedBeside
        round: page.round
        most: page.most
    }

    words: [
        Label {
            width: parent.width
            text: qsTr("Is this right?")
            size: Theme.titleSize
            strong: true
        },
        Label {
            objectName: "bags"
            width: parent.width
            text: page.round.bagCount > 0 ? qsTr("Bags taken along: %1").arg(page.round.bagCount) : qsTr("Nothing is taken along")
        },
        Figure {
            objectName: "net"
            width: parent.width
            visible: page.round.bagCount > 0
            value: page.round.netText
            unit: qsTr("kg")
        },
        LeftLines {
            width: parent.width
            visible: !page.listedBeside
            round: page.round
            most: page.most
        }
    ]

    acts: [
        ActButton {
            objectName: "confirm"
            width: parent.width
            text: qsTr("Yes, that is right")
            onClicked: page.session.confirm()
        },
        Row {
            width: parent.width
            spacing: Theme.grid

            BackButton {
                id: back

                objectName: "back"
                height: without.height
                onClicked: page.session.back()
            }

            ActButton {
                id: without

                objectName: "closeUnconfirmed"
                width: parent.width - back.width - parent.spacing
                primary: false
                text: qsTr("The resident cannot look now")
                onClicked: page.round.closeUnconfirmed()
            }
        }
    ]
}
