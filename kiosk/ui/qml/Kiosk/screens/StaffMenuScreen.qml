import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// For staff, behind badge and PIN: how the devices are, and what can be done. Locks itself.
Page {
    id: screen

    required property SessionModel session
    required property StatusModel status
    required property StaffModel staff
    required property RoundModel round
    required property CollectModel collect

    readonly property string scaleWords: session.deviceFault !== "" ? Words.cause(session.deviceFault) : status.care !== "" ? Words.care(status.care) : status.scale === "ready" ? qsTr("ready") : Words.scale(status.scale)
    readonly property string platformWords: status.pending > 0 ? qsTr("%1, %2 to upload").arg(Words.link(status.link)).arg(status.pendingText) : Words.link(status.link)

    split: false
    wordsSpacing: Theme.grid

    BadgePicture {
        anchors.fill: parent
    }

    words: [
        Label {
            objectName: "role"
            width: parent.width
            text: qsTr("Staff: %1").arg(Words.role(screen.staff.role))
            size: Theme.hintSize
            strong: true
        },
        DeviceLine {
            objectName: "scaleLine"
            width: parent.width
            icon: "scale"
            name: qsTr("Scale")
            text: screen.scaleWords
            good: screen.session.deviceFault === "" && screen.status.care === "" && screen.status.scale === "ready"
        },
        DeviceLine {
            objectName: "scannerLine"
            width: parent.width
            icon: "scan"
            name: qsTr("Reader")
            text: screen.staff.scanner === "" ? qsTr("no fault known") : Words.cause(screen.staff.scanner)
            good: screen.staff.scanner === ""
        },
        DeviceLine {
            objectName: "cameraLine"
            width: parent.width
            icon: "camera"
            name: qsTr("Camera")
            text: Words.camera(screen.session.camera)
            good: screen.session.camera === "" || screen.session.camera === "ready"
        },
        DeviceLine {
            objectName: "platformLine"
            width: parent.width
            icon: screen.status.link
            name: qsTr("Platform")
            text: screen.platformWords
            good: screen.status.link === "online"
        },
        DeviceLine {
            objectName: "ledgerLine"
            width: parent.width
            icon: "ledger"
            name: qsTr("Records")
            text: Words.ledger(screen.staff.ledger, screen.staff.ledgerDetail)
            good: screen.staff.ledger !== "backup_failed" && screen.staff.ledger !== "no_backup"
        },
        Label {
            width: parent.width
            visible: !(Theme.landscape && screen.round.enabled)
            text: qsTr("Locks by itself when nobody touches it")
            size: Theme.smallSize
            color: Theme.colors.inkSoft
        }
    ]

    acts: Grid {
        id: both

        readonly property real tallest: Math.max(Theme.actHeight, empty.implicitHeight, check.implicitHeight, pickups.implicitHeight, done.implicitHeight)
        readonly property real share: (width - (columns - 1) * columnSpacing) / columns

        width: parent.width
        columns: Theme.landscape ? 3 : 2
        columnSpacing: Theme.grid
        rowSpacing: Theme.grid

        ActButton {
            id: empty

            objectName: "collect"
            visible: screen.staff.containers
            width: both.share
            height: both.tallest
            primary: false
            text: qsTr("Empty a bin")
            onClicked: screen.collect.start()
        }

        ActButton {
            id: check

            objectName: "scaleCheck"
            width: both.share
            height: both.tallest
            primary: false
            text: qsTr("Check the scale")
            onClicked: screen.session.startScaleCheck()
        }

        ActButton {
            id: pickups

            objectName: "startRound"
            width: both.share
            height: both.tallest
            visible: screen.round.enabled
            primary: false
            text: qsTr("Home pickups")
            onClicked: screen.round.begin()
        }

        ActButton {
            id: done

            objectName: "lock"
            width: both.share
            height: both.tallest
            text: qsTr("Done, lock")
            onClicked: screen.session.lock()
        }
    }
}
