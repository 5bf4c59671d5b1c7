import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// The number of a seal, old or new: scanned or typed; or there is none.
Page {
    id: page

    required property SessionModel session
    required property CollectModel collect

    readonly property bool fresh: collect.step === "new_seal"
    readonly property string expected: collect.expectedSeal === "" ? qsTr("No seal was put on this bin yet") : qsTr("Put on last time: %1").arg(collect.expectedSeal)

    split: false
    wordsSpacing: Theme.grid / 2

    words: [
        Label {
            objectName: "title"
            width: parent.width
            text: page.fresh ? qsTr("Scan or type the new seal") : qsTr("Scan or type the seal on the bin")
            size: Theme.hintSize
            strong: true
        },
        Label {
            objectName: "note"
            width: parent.width
            visible: page.collect.trouble === ""
            text: page.fresh ? (page.collect.asked ? qsTr("Checking. One moment") : qsTr("Put it on first, then read its number")) : page.expected
            color: Theme.colors.inkSoft
        },
        BulletLine {
            objectName: "trouble"
            width: parent.width
            visible: text !== ""
            icon: "warn"
            text: CollectWords.trouble(page.collect.trouble)
            strong: true
            color: Theme.colors.attention
        },
        Rectangle { // an empty field: a dash for nothing is a sign of many a number
            width: parent.width
            height: typed.implicitHeight
            radius: Theme.radius
            color: Theme.colors.card
            border.width: 3
            border.color: Theme.colors.line

            Label {
                id: typed

                objectName: "typed"
                anchors.verticalCenter: parent.verticalCenter
                x: Theme.grid
                width: parent.width - 2 * x
                text: page.collect.typed
                size: Theme.hintSize
                strong: true
                color: Theme.colors.leaf
                wrapMode: Text.WrapAnywhere
            }
        }
    ]

    acts: Column {
        width: parent.width
        spacing: Theme.grid

        SignKeys {
            id: keys

            width: parent.width
            signs: "1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ-"
            columns: Theme.landscape ? 13 : 7
            onPressed: sign => page.collect.press(sign)

            KeyButton {
                objectName: "erase"
                width: keys.share
                height: Theme.touch
                icon: "erase"
                name: qsTr("Delete the last sign")
                onClicked: page.collect.erase()
            }
        }

        Row {
            id: row

            readonly property real share: width - back.width - 2 * spacing
            readonly property real highest: Math.max(back.height, other.implicitHeight, enter.implicitHeight)

            width: parent.width
            spacing: Theme.grid

            BackButton {
                id: back

                objectName: "back"
                onClicked: page.session.back()
            }

            ActButton {
                id: other

                objectName: page.fresh ? "make" : "missing"
                width: 0.53 * row.share // the longer words
                height: row.highest
                primary: false
                text: page.fresh ? qsTr("Make a number") : page.collect.expectedSeal === "" ? qsTr("None yet") : qsTr("It is missing")
                onClicked: page.fresh ? page.collect.makeSeal() : page.collect.sealMissing()
            }

            ActButton {
                id: enter

                objectName: "enter"
                width: 0.47 * row.share
                height: row.highest
                rests: page.collect.typed === ""
                text: qsTr("That is it")
                onClicked: page.collect.enterSeal()
            }
        }
    }
}
