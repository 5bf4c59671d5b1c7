pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.models
import Kiosk.reading

// Something to read; the visit waits behind it. One page, one way back to where one was.
Item {
    id: screen

    required property SessionModel session
    required property ReadingModel reading
    required property CreditModel credit
    required property AccountModel account

    readonly property var pages: ({
            "help": help,
            "accepted": accepted,
            "methodology": methodology,
            "privacy": privacy,
            "account": ledger
        })

    Loader {
        objectName: "page"
        anchors.fill: parent
        sourceComponent: screen.pages[screen.reading.page] ?? null
    }

    Component {
        id: help

        HelpPage {
            session: screen.session
            reading: screen.reading
        }
    }

    Component {
        id: accepted

        AcceptedPage {
            session: screen.session
            reading: screen.reading
        }
    }

    Component {
        id: methodology

        MethodologyPage {
            session: screen.session
            credit: screen.credit
        }
    }

    Component {
        id: ledger

        AccountPage {
            session: screen.session
            account: screen.account
        }
    }

    Component {
        id: privacy

        PrivacyPage {
            session: screen.session
        }
    }
}
