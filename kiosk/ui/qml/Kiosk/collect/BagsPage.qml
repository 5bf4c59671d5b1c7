import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// Bag by bag on the kiosk's scale: what it asks for now, what is counted, and the sum.
Page {
    id: page

    required property SessionModel session
    required property CollectModel collect

    readonly property bool container: session.container
    readonly property string fault: session.deviceFault
    readonly property int headSize: Theme.landscape && Theme.large ? Theme.bodySize : Theme.hintSize // of what went wrong: long words

    wordsSpacing: Theme.grid

    StepPicture {
        anchors.fill: parent
        icon: page.fault === "" && page.collect.trouble === "" ? "scale" : "warn"
    }

    words: [
        BulletLine {
            objectName: "trouble"
            width: parent.width
            visible: text !== "" && page.fault === ""
            icon: "warn"
            text: CollectWords.trouble(page.collect.trouble)
            size: page.headSize
            strong: true
            color: Theme.colors.attention
        },
        Label {
            objectName: "hint"
            width: parent.width
            visible: page.collect.trouble === "" || page.fault !== ""
            text: page.fault === "" ? CollectWords.weighing(page.collect.status, page.container) : Words.trouble(page.fault)
            size: page.collect.trouble === "" && page.fault === "" ? Theme.hintSize : page.headSize
            strong: true
            color: page.fault === "" ? Theme.colors.ink : Theme.colors.clay
        },
        Label {
            objectName: "reading"
            width: parent.width
            text: page.fault !== "" ? qsTr("Cause: %1").arg(Words.cause(page.fault)) : page.collect.readingText === "" ? qsTr("No reading") : qsTr("On the scale now: %1\u00a0kg").arg(page.collect.readingText)
            color: Theme.colors.inkSoft
        },
        Figure {
            objectName: "total"
            width: parent.width
            value: page.collect.weighedText
            unit: qsTr("kg")
            color: Theme.colors.leaf
        },
        Label {
            objectName: "count"
            width: parent.width
            text: page.collect.lastBag === "" ? qsTr("Nothing is counted yet") : (page.container ? qsTr("Taken out %1\u00a0times, %2\u00a0kg the last") : qsTr("Bags counted: %1, the last %2\u00a0kg")).arg(page.collect.bags).arg(page.collect.lastBag)
            strong: true
        }
    ]

    acts: Column {
        width: parent.width
        spacing: Theme.grid

        Row {
            id: row

            readonly property real share: remove.visible ? (width - spacing) / 2 : width

            width: parent.width
            spacing: Theme.grid

            ActButton {
                id: remove

                objectName: "remove"
                visible: !page.container && page.collect.lastBag !== ""
                width: row.share
                height: Math.max(implicitHeight, vehicle.implicitHeight)
                primary: false
                text: qsTr("Undo the last bag")
                onClicked: page.collect.removeBag()
            }

            ActButton {
                id: vehicle

                objectName: "vehicle"
                width: row.share
                height: Math.max(implicitHeight, remove.visible ? remove.implicitHeight : 0)
                primary: page.fault !== ""
                text: qsTr("Use vehicle scale")
                onClicked: page.collect.weighVehicle()
            }
        }

        Row {
            width: parent.width
            spacing: Theme.grid

            BackButton {
                id: back

                objectName: "back"
                onClicked: page.session.back()
            }

            ActButton {
                objectName: "all"
                width: parent.width - back.width - parent.spacing
                height: Math.max(implicitHeight, back.height)
                primary: page.fault === "" && !["not_at_rest", "put_back", "bin_off"].includes(page.collect.trouble)
                text: qsTr("That is all")
                onClicked: page.collect.allWeighed()
            }
        }
    }
}
