import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// All is answered: the collector signs with the badge or with a finger. The new seal can be scanned or printed.
Page {
    id: page

    required property SessionModel session
    required property CollectModel collect

    wordsSpacing: Theme.grid

    QrCode {
        id: code

        objectName: "qr"
        anchors.horizontalCenter: parent.horizontalCenter
        y: (parent.height - height - caption.height) / 2
        width: Math.min(parent.width, parent.height - caption.height, 460)
        height: width
        modules: page.collect.qrModules
        path: page.collect.qrPath
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("The number of the new seal as a code")
    }

    Label {
        id: caption

        anchors.top: code.bottom
        width: parent.width
        text: qsTr("The number of the new seal, to be scanned")
        size: Theme.smallSize
        color: Theme.colors.inkSoft
        horizontalAlignment: Text.AlignHCenter
    }

    words: [
        Label {
            objectName: "title"
            width: parent.width
            text: qsTr("Please sign")
            size: Theme.titleSize
            strong: true
        },
        DeviceLine {
            width: parent.width
            icon: "scale"
            name: qsTr("Weighed")
            text: qsTr("%1\u00a0kg, difference %2\u00a0kg").arg(page.collect.weighedText).arg(page.collect.differenceText)
        },
        DeviceLine {
            objectName: "seal"
            width: parent.width
            icon: "seal"
            name: qsTr("New seal")
            text: page.collect.newSeal
        },
        Label {
            width: parent.width
            text: qsTr("Show your badge again, or hold the field below")
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
        }
    ]

    acts: Column {
        width: parent.width
        spacing: Theme.grid

        Rectangle {
            width: parent.width
            height: 220
            radius: Theme.radius
            color: Theme.colors.card
            border.width: 5
            border.color: Theme.colors.leaf

            Label {
                anchors.centerIn: parent
                width: parent.width - 2 * Theme.grid
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("Hold here to sign")
                size: Theme.buttonSize
                strong: true
                color: Theme.colors.leaf
            }

            HoldArea {
                objectName: "sign"
                anchors.fill: parent
                holdMs: 1500
                touchMs: 100
                onHeld: page.collect.sign()
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
                objectName: "print"
                visible: page.collect.printer
                width: parent.width - back.width - parent.spacing
                height: Math.max(implicitHeight, back.height)
                primary: false
                text: qsTr("Print the seal's label")
                onClicked: page.collect.print()
            }
        }
    }
}
