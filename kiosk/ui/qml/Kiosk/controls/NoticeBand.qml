import QtQuick
import Kiosk.models
import Kiosk.theme

// One sentence for a few seconds: what happened, and what to do next. Never blames, never shows a code.
Item {
    id: band

    required property SessionModel session
    readonly property bool shown: session.notice !== ""

    readonly property var refusals: ({
            "not_a_pass": qsTr("This is not a Sprout code. Please open your Sprout page and show it again"),
            "forged": qsTr("This code cannot be used. Please open your Sprout page again for a fresh one"),
            "expired": qsTr("This code is no longer fresh. Please refresh it and show it again"),
            "not_yet_valid": qsTr("This code is not valid yet. Please check the time on your phone"),
            "foreign": qsTr("This code is from another place. You can drop off now and claim later"),
            "oversize": qsTr("That was hard to read. Please show only your Sprout code"),
            "no_keys": qsTr("This kiosk cannot check codes yet. You can drop off now and claim later"),
            "no_rule": qsTr("This kind cannot be credited today. Please come again another day")
        })
    readonly property string sentence: session.notice === "refused" ? refusals[session.reason] ?? "" : session.notice === "busy" ? qsTr("Somebody is still being served. Please wait a moment") : session.notice === "save_failed" ? qsTr("That bag could not be saved, and nothing was credited. Please try again") : ""

    implicitHeight: shown ? plate.height + Theme.grid : 0
    visible: shown

    Rectangle {
        id: plate

        anchors.horizontalCenter: parent.horizontalCenter
        width: parent.width - 2 * Theme.margin + 2 * Theme.grid
        height: Math.max(Theme.touch, words.implicitHeight + 2 * Theme.grid)
        radius: Theme.radius
        color: Theme.colors.sun

        Icon {
            id: mark

            anchors.left: parent.left
            anchors.leftMargin: 1.5 * Theme.grid
            anchors.verticalCenter: parent.verticalCenter
            width: 64
            height: 64
            name: "warn"
            color: Theme.colors.onSun
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
            color: Theme.colors.onSun
            horizontalAlignment: Text.AlignLeft
            Accessible.role: Accessible.AlertMessage
        }
    }
}
