pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.models
import Kiosk.theme
import Kiosk.controls
import Kiosk.screens

// The window's content: status line, notice, one screen, and over its bottom the bar. Laid out on a stage 1080 wide (portrait) or 1080 high
// (landscape), which is then scaled to the real window.
Rectangle {
    id: root

    required property StatusModel status
    required property LookModel look
    required property SessionModel session
    required property WeighModel weigh
    required property CollectModel collect
    required property ContainersModel containers
    required property CreditModel credit
    required property VisitModel visit
    required property CheckModel check
    required property StaffModel staff
    required property CorrectModel correct
    required property RoundModel round
    required property ReadingModel reading
    required property AccountModel account
    required property ConsoleModel desk
    required property CameraModel camera
    required property SoundModel sound
    required property bool motion

    readonly property real reach: 0.4 // of the height, from the top: higher up nothing is to be touched where the page is brought down
    readonly property bool landscape: width > height
    readonly property real factor: landscape ? Math.min(width / 1920, height / 1080) : Math.min(width / 1080, height / 1920)

    color: Theme.colors.paper

    Binding {
        target: Theme
        property: "large"
        value: root.status.large
    }

    Binding {
        target: Theme
        property: "scheme"
        value: root.look.asleep ? "night" : root.look.scheme
    }

    Binding {
        target: Theme
        property: "low"
        value: root.look.lowered && !root.look.forStaff && !root.landscape ? root.reach * stage.height - loader.y : 0
    }

    Binding {
        target: Theme
        property: "landscape"
        value: root.landscape
    }

    Binding {
        target: Theme
        property: "motion"
        value: root.motion
    }

    Item {
        id: stage

        objectName: "stage"
        x: root.look.shiftX * root.factor
        y: root.look.shiftY * root.factor
        visible: !root.look.asleep
        width: root.factor > 0 ? root.width / root.factor : 0
        height: root.factor > 0 ? root.height / root.factor : 0
        scale: root.factor
        transformOrigin: Item.TopLeft

        StatusLine {
            id: statusLine

            width: parent.width
            status: root.status
            holdable: root.session.screen === "attract"
            onHeld: root.session.startScaleCheck()
            onTouched: root.session.start()
        }

        NoticeBand {
            id: notice

            y: statusLine.height
            width: parent.width
            height: implicitHeight
            session: root.session
        }

        Loader {
            id: loader

            objectName: "screen"
            y: statusLine.height + notice.height
            width: parent.width
            height: parent.height - y
            enabled: !root.look.more
            sourceComponent: root.screens[root.session.screen] ?? null
        }

        Loader {
            anchors.fill: parent
            active: root.look.more
            sourceComponent: drawer
        }

        EaseBar {
            id: bar

            anchors.bottom: parent.bottom
            status: root.status
            look: root.look
            reading: root.reading
            sound: root.sound
        }
    }

    Rectangle {
        objectName: "dimmer"
        anchors.fill: parent
        visible: root.look.dimmed && !root.look.asleep
        color: Theme.night.paper
        opacity: Theme.dimming
    }

    Loader {
        anchors.fill: parent
        active: root.look.asleep
        sourceComponent: sleeping
    }

    Component {
        id: sleeping

        SleepingScreen {
            factor: root.factor
            status: root.status
            look: root.look
            onTouched: {
                root.look.woken();
                root.session.start();
            }
        }
    }

    Component {
        id: drawer

        EaseDrawer {
            look: root.look
            sound: root.sound
            center: bar.moreX
            floor: bar.y
        }
    }

    readonly property var screens: ({
            "attract": attract,
            "identify": identify,
            "choose_material": chooseMaterial,
            "weigh": weighing,
            "confirm": confirm,
            "saving": saving,
            "credited": credited,
            "finished": finished,
            "still_there": stillThere,
            "scale_trouble": scaleTrouble,
            "out_of_service": outOfService,
            "recovered": recovered,
            "check_scale": checkScale,
            "privacy_notice": privacyNotice,
            "reading": somethingToRead,
            "enter_pin": enterPin,
            "staff_menu": staffMenu,
            "correct": correcting,
            "round": rounds,
            "collect": collecting,
            "console": consoleScreen
        })

    Component {
        id: attract

        AttractScreen {
            session: root.session
            containers: root.containers
            reading: root.reading
        }
    }

    Component {
        id: identify

        IdentifyScreen {
            session: root.session
            camera: root.camera
        }
    }

    Component {
        id: chooseMaterial

        ChooseMaterialScreen {
            session: root.session
            containers: root.containers
            visit: root.visit
            reading: root.reading
        }
    }

    Component {
        id: weighing

        WeighScreen {
            session: root.session
            weigh: root.weigh
        }
    }

    Component {
        id: confirm

        ConfirmScreen {
            session: root.session
            credit: root.credit
            reading: root.reading
        }
    }

    Component {
        id: saving

        SavingScreen {
            credit: root.credit
        }
    }

    Component {
        id: credited

        CreditedScreen {
            session: root.session
            status: root.status
            credit: root.credit
            reading: root.reading
        }
    }

    Component {
        id: finished

        FinishedScreen {
            session: root.session
            status: root.status
            visit: root.visit
            reading: root.reading
        }
    }

    Component {
        id: stillThere

        StillThereScreen {
            session: root.session
            visit: root.visit
        }
    }

    Component {
        id: scaleTrouble

        ScaleTroubleScreen {
            session: root.session
            visit: root.visit
        }
    }

    Component {
        id: outOfService

        OutOfServiceScreen {
            session: root.session
            visit: root.visit
            reading: root.reading
        }
    }

    Component {
        id: recovered

        RecoveredScreen {
            session: root.session
            visit: root.visit
        }
    }

    Component {
        id: checkScale

        CheckScaleScreen {
            session: root.session
            check: root.check
        }
    }

    Component {
        id: privacyNotice

        PrivacyNoticeScreen {
            session: root.session
        }
    }

    Component {
        id: somethingToRead

        ReadingScreen {
            session: root.session
            reading: root.reading
            credit: root.credit
            account: root.account
        }
    }

    Component {
        id: enterPin

        EnterPinScreen {
            session: root.session
            staff: root.staff
        }
    }

    Component {
        id: correcting

        CorrectScreen {
            session: root.session
            correct: root.correct
        }
    }

    Component {
        id: staffMenu

        StaffMenuScreen {
            session: root.session
            status: root.status
            staff: root.staff
            correct: root.correct
            round: root.round
            collect: root.collect
            desk: root.desk
        }
    }

    Component {
        id: rounds

        RoundScreen {
            session: root.session
            round: root.round
        }
    }

    Component {
        id: collecting

        CollectScreen {
            session: root.session
            collect: root.collect
        }
    }

    Component {
        id: consoleScreen

        ConsoleScreen {
            session: root.session
            desk: root.desk
            sound: root.sound
        }
    }
}
