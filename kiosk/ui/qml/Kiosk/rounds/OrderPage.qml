import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// Where to go. The only page on which an address and a telephone number ever stand, and only while the order is open.
Page {
    id: page

    required property SessionModel session
    required property RoundModel round

    readonly property bool begun: round.bagCount > 0

    wordsSpacing: Theme.grid

    StepPicture {
        anchors.fill: parent
        icon: "home"
        name: qsTr("A house")
    }

    words: [
        Label {
            objectName: "building"
            width: parent.width
            text: page.round.building
            color: Theme.colors.inkSoft
        },
        Label {
            objectName: "address"
            width: parent.width
            text: page.round.address
            size: Theme.hintSize
            strong: true
        },
        BulletLine {
            objectName: "phone"
            width: parent.width
            visible: page.round.phone !== ""
            icon: "phone"
            text: page.round.phone
            strong: true
        },
        BulletLine {
            objectName: "when"
            width: parent.width
            icon: "clock"
            text: qsTr("%1, %2").arg(Words.day(page.round.day)).arg(page.round.time)
        },
        BulletLine {
            objectName: "what"
            width: parent.width
            icon: "bag"
            text: Words.kinds(page.round.kind)
        },
        BulletLine {
            objectName: "note"
            width: parent.width
            visible: page.round.note !== ""
            icon: "note"
            text: page.round.note
            color: Theme.colors.attention
        },
        BulletLine {
            objectName: "begun"
            width: parent.width
            visible: page.begun
            icon: "check"
            text: qsTr("Bags recorded: %1, together %2\u00a0kg").arg(page.round.bagCount).arg(page.round.netText)
            color: Theme.colors.leaf
            strong: true
        }
    ]

    acts: [
        Row {
            width: parent.width
            spacing: Theme.grid
            visible: !page.begun

            ActButton {
                id: nobody

                objectName: "nobodyHome"
                width: (parent.width - parent.spacing) / 2
                height: Math.max(implicitHeight, putOff.implicitHeight)
                primary: false
                text: qsTr("Nobody home")
                onClicked: page.round.nobodyHome()
            }

            ActButton {
                id: putOff

                objectName: "putOff"
                width: (parent.width - parent.spacing) / 2
                height: Math.max(implicitHeight, nobody.implicitHeight)
                primary: false
                text: qsTr("Another day")
                onClicked: page.round.putOff()
            }
        },
        Row {
            width: parent.width
            spacing: Theme.grid

            BackButton {
                id: back

                objectName: "back"
                height: arrive.height
                onClicked: page.session.back()
            }

            ActButton {
                id: arrive

                objectName: "arrive"
                width: parent.width - back.width - parent.spacing
                text: qsTr("I am at the door")
                onClicked: page.round.arrive()
            }
        }
    ]
}
