import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// The manifest: durable, with the code that goes along with the load.
Page {
    id: page

    required property SessionModel session
    required property CollectModel collect

    wordsSpacing: Theme.grid

    QrCode {
        objectName: "qr"
        anchors.centerIn: parent
        width: Math.min(parent.width, parent.height, 620)
        height: width
        modules: page.collect.qrModules
        path: page.collect.qrPath
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("The manifest as a code")
    }

    words: [
        Label {
            objectName: "title"
            width: parent.width
            text: qsTr("Manifest %1").arg(page.collect.manifestNumber)
            size: Theme.titleSize
            strong: true
        },
        DeviceLine {
            width: parent.width
            icon: "bin"
            name: Words.materialName(page.collect.material)
            text: page.collect.container
        },
        DeviceLine {
            objectName: "weighed"
            width: parent.width
            icon: "scale"
            name: qsTr("Weighed")
            text: qsTr("%1\u00a0kg").arg(page.collect.weighedText)
        },
        DeviceLine {
            objectName: "difference"
            width: parent.width
            icon: "ledger"
            name: qsTr("Difference")
            text: page.collect.reasons.length === 0 ? qsTr("%1\u00a0kg").arg(page.collect.differenceText) : qsTr("%1\u00a0kg, %2").arg(page.collect.differenceText).arg(CollectWords.difference(page.collect.reasons[0]))
        },
        DeviceLine {
            width: parent.width
            icon: "seal"
            name: qsTr("New seal")
            text: page.collect.newSeal
        },
        Label {
            objectName: "hash"
            width: parent.width
            text: qsTr("Check code: %1").arg(page.collect.manifestHash)
            size: Theme.smallSize
            color: Theme.colors.inkSoft
        }
    ]

    acts: Grid {
        id: both

        readonly property real share: columns === 2 ? (width - columnSpacing) / 2 : width

        width: parent.width
        columns: page.collect.printer ? 2 : 1
        columnSpacing: Theme.grid

        ActButton {
            objectName: "print"
            visible: page.collect.printer
            width: both.share
            height: Theme.actHeight
            primary: false
            text: qsTr("Print")
            onClicked: page.collect.print()
        }

        ActButton {
            objectName: "finish"
            width: both.share
            text: qsTr("Finish")
            onClicked: page.session.finish()
        }
    }
}
