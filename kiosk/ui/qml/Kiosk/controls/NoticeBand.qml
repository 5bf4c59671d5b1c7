import QtQuick
import Kiosk.models
import Kiosk.theme

// One sentence for a few seconds: what happened, and what to do next. Never blames, never shows a code.
Item {
    id: band

    required property SessionModel session
    readonly property bool shown: session.notice !== ""

    readonly property bool asking: session.notice === "badge" || session.notice === "supervisor" // for staff; nothing went wrong

    readonly property var refusals: ({
            "not_a_pass": qsTr("This is not a Sprout code. Please open your Sprout page and show it again"),
            "forged": qsTr("This code cannot be used. Please open your Sprout page again for a fresh one"),
            "expired": qsTr("This code is no longer fresh. Please open your Sprout page again, and check the time on your phone"),
            "not_yet_valid": qsTr("The time on your phone seems to be fast. Please let the phone set it by itself, then show the code again"),
            "foreign": qsTr("This code is from another place. You can drop off now and claim later"),
            "oversize": qsTr("That was hard to read. Please show only your Sprout code"),
            "replayed": qsTr("This picture of a code was used already. Please open your Sprout page for a fresh code"),
            "revoked": qsTr("This code is no longer in use. Please ask the staff; you can also drop off now and claim later"),
            "no_keys": qsTr("This kiosk cannot check codes yet. You can drop off now and claim later"),
            "no_rule": qsTr("This kind cannot be credited today. Please come again another day")
        })
    readonly property var others: ({
            "busy": qsTr("Somebody is still being served. Please wait a moment"),
            "save_failed": qsTr("That bag could not be saved, and nothing was credited. Please try again"),
            "supervisor": qsTr("This takes a supervisor's badge, and beyond a limit another supervisor's"),
            "full": qsTr("The bin for this is full. Please take the bag to another point, or come again another day"),
            "ended": qsTr("Your visit has just ended. To drop off more, please touch Start"),
            "badge": qsTr("For staff: please show your badge"),
            "other_person": qsTr("This is somebody else's code. Please ask for the code of the order"),
            "other_order": qsTr("This is the code of another order. Please look whether it is the right door"),
            "no_such_order": qsTr("This device has no such order. It may belong to another one, or be closed already"),
            "order_gone": qsTr("This order was closed or changed elsewhere. What is recorded stays recorded")
        })
    readonly property var icons: ({
            "expired": "clock",
            "not_yet_valid": "clock",
            "replayed": "renew",
            "revoked": "stopped"
        })
    readonly property string sentence: session.notice === "refused" ? refusals[session.reason] ?? "" : others[session.notice] ?? ""

    implicitHeight: shown ? plate.height + Theme.grid : 0
    visible: shown

    Rectangle {
        id: plate

        anchors.horizontalCenter: parent.horizontalCenter
        width: parent.width - 2 * Theme.margin + 2 * Theme.grid
        height: Math.max(Theme.touch, words.implicitHeight + 2 * Theme.grid)
        radius: Theme.radius
        color: band.asking ? Theme.colors.tint : Theme.colors.sun

        Icon {
            id: mark

            anchors.left: parent.left
            anchors.leftMargin: 1.5 * Theme.grid
            anchors.verticalCenter: parent.verticalCenter
            width: 64
            height: 64
            name: band.asking ? "badge" : band.session.notice === "refused" ? band.icons[band.session.reason] ?? "warn" : "warn"
            color: band.asking ? Theme.colors.ink : Theme.colors.onSun
        }

        Label {
            id: words

            objectName: "notice"
            anchors.left: mark.right
            anchors.leftMargin: 1.5 * Theme.grid
            anchors.right: parent.right
            anchors.rightMargin: 1.5 * Theme.grid
            anchors.verticalCenter: parent.verticalCenter
            text: band.sentence
            color: band.asking ? Theme.colors.ink : Theme.colors.onSun
            horizontalAlignment: Text.AlignLeft
            Accessible.role: Accessible.AlertMessage
        }
    }
}
