import QtQuick
import Kiosk.models
import Kiosk.console
import Kiosk.controls
import Kiosk.theme

// For staff, behind badge and PIN: what is not well, and what can be done. Locks itself.
Page {
    id: screen

    required property SessionModel session
    required property StatusModel status
    required property StaffModel staff
    required property CorrectModel correct
    required property RoundModel round
    required property CollectModel collect
    required property ConsoleModel desk

    // the platform has a line of its own
    readonly property list<string> troubles: desk.troubled.filter(what => what !== "platform")
    readonly property string troubled: troubles[0] ?? ""
    readonly property int others: troubles.length - 1
    readonly property int place: desk.devices.indexOf(troubled)
    readonly property string trouble: troubled === "" ? "" : ConsoleWords.state(troubled, desk.deviceWords[place] ?? "", desk.deviceFigures[place] ?? "")
    readonly property string reached: Words.platform(staff.platform)
    readonly property string platformWords: staff.uploadTotalText !== "" ? qsTr("%1 of %2 uploaded").arg(staff.uploadedText).arg(staff.uploadTotalText) : status.pending > 0 ? qsTr("%1, %2\u00a0to\u00a0upload").arg(reached).arg(status.pendingText) : reached

    wordsSpacing: Theme.large ? 0 : Theme.grid

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
            objectName: "devicesLine"
            width: parent.width
            icon: screen.troubled === "" ? "check" : "warn"
            name: screen.troubled === "" ? qsTr("Devices") : ConsoleWords.device(screen.troubled)
            text: screen.troubled === "" ? qsTr("everything is well") : screen.others === 0 ? screen.trouble : qsTr("%1; %2 more").arg(screen.trouble).arg(screen.others)
            good: screen.troubled === ""
        },
        DeviceLine {
            objectName: "platformLine"
            width: parent.width
            icon: screen.status.link
            name: qsTr("Platform")
            text: screen.platformWords
            good: screen.staff.platform === "online"
        },
        Label {
            width: parent.width
            visible: !(Theme.landscape && Theme.large && jobs.special > 1) // three rows of jobs take its room
            text: qsTr("Locks by itself when nobody touches it")
            size: Theme.smallSize
            color: Theme.colors.inkSoft
        }
    ]

    acts: Flow {
        id: jobs

        readonly property int special: [empty, pickups, right].filter(job => job.visible).length // beside check, devices, lock
        readonly property real share: Math.floor((width - spacing) / 2)
        readonly property real tallest: Math.max(Theme.landscape ? Theme.touch : Theme.actHeight, empty.implicitHeight, pickups.implicitHeight, right.implicitHeight, check.implicitHeight, devices.implicitHeight, done.implicitHeight)

        width: parent.width
        spacing: Theme.grid

        ActButton {
            id: empty

            objectName: "collect"
            visible: screen.staff.containers
            width: jobs.share
            height: jobs.tallest
            primary: false
            text: qsTr("Empty a bin")
            onClicked: screen.collect.start()
        }

        ActButton {
            id: pickups

            objectName: "startRound"
            visible: screen.round.enabled
            width: jobs.share
            height: jobs.tallest
            primary: false
            text: qsTr("Home pickups")
            onClicked: screen.round.begin()
        }

        ActButton {
            id: right

            objectName: "corrections"
            visible: screen.staff.role === "supervisor"
            width: jobs.share
            height: jobs.tallest
            primary: false
            text: qsTr("Correct a drop-off")
            onClicked: screen.correct.start()
        }

        ActButton {
            id: check

            objectName: "scaleCheck"
            width: jobs.share
            height: jobs.tallest
            primary: false
            text: qsTr("Check the scale")
            onClicked: screen.session.startScaleCheck()
        }

        ActButton {
            id: devices

            objectName: "console"
            width: jobs.share
            height: jobs.tallest
            primary: false
            text: qsTr("Devices, upload")
            onClicked: screen.desk.open()
        }

        ActButton {
            id: done

            objectName: "lock"
            width: jobs.special % 2 === 0 ? jobs.width : jobs.share // the way out stands alone, or beside another job: never beside a gap
            height: jobs.tallest
            text: qsTr("Done, lock")
            onClicked: screen.session.lock()
        }
    }
}
