pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.models
import Kiosk.rounds

// A round of home pickups, one step at a time.
Item {
    id: screen

    required property SessionModel session
    required property RoundModel round

    readonly property var steps: ({
            "list": list,
            "order": order,
            "identify": identify,
            "door": door,
            "leave_what": leaveWhat,
            "leave_why": leaveWhy,
            "confirm": confirm,
            "nobody": nobody,
            "another_day": anotherDay,
            "saving": saving
        })

    Loader {
        objectName: "step"
        anchors.fill: parent
        sourceComponent: screen.steps[screen.round.step] ?? null
    }

    Component {
        id: list

        OrderList {
            session: screen.session
            round: screen.round
        }
    }

    Component {
        id: order

        OrderPage {
            session: screen.session
            round: screen.round
        }
    }

    Component {
        id: identify

        CodePage {
            session: screen.session
            round: screen.round
        }
    }

    Component {
        id: door

        DoorPage {
            session: screen.session
            round: screen.round
        }
    }

    Component {
        id: leaveWhat

        LeaveWhatPage {
            session: screen.session
        }
    }

    Component {
        id: leaveWhy

        LeaveWhyPage {
            session: screen.session
            round: screen.round
        }
    }

    Component {
        id: confirm

        AgreePage {
            session: screen.session
            round: screen.round
        }
    }

    Component {
        id: nobody

        NobodyPage {
            session: screen.session
        }
    }

    Component {
        id: anotherDay

        AnotherDayPage {
            session: screen.session
            round: screen.round
        }
    }

    Component {
        id: saving

        ClosingPage {}
    }
}
