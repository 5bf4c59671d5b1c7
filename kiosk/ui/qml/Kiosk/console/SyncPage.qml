pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// How uploading stands, and what the platform thinks of the newest records.
Column {
    id: page

    required property ConsoleModel desk

    readonly property bool online: desk.link === "online"
    readonly property string advice: ConsoleWords.advice("platform", desk.link)

    spacing: Theme.grid

    BulletLine {
        objectName: "link"
        width: parent.width
        icon: page.online ? "online" : "warn"
        text: qsTr("Platform: %1").arg(Words.platform(page.desk.link))
        size: Theme.hintSize
        strong: true
        color: page.online ? Theme.colors.leaf : Theme.colors.attention
    }

    Label {
        objectName: "linkAdvice"
        width: parent.width
        visible: !page.online
        text: page.advice
    }

    Bar {
        objectName: "uploadBar"
        width: parent.width
        visible: page.desk.draining
        share: page.desk.uploadedShare
        name: uploaded.text
    }

    Label {
        id: uploaded

        objectName: "uploaded"
        width: parent.width
        visible: page.desk.draining
        text: qsTr("%1 of %2 uploaded").arg(page.desk.uploadedText).arg(page.desk.uploadTotalText)
        strong: true
    }

    Label {
        objectName: "rate"
        width: parent.width
        visible: page.desk.rateText !== ""
        text: qsTr("%1 a second, about %2 left").arg(page.desk.rateText).arg(page.desk.leftText)
    }

    Label {
        objectName: "pending"
        width: parent.width
        visible: !page.desk.draining
        text: page.desk.pendingText === "0" ? qsTr("Everything is uploaded") : qsTr("%1 records wait here. Nothing is lost").arg(page.desk.pendingText)
    }

    Label {
        objectName: "lastSuccess"
        width: parent.width
        visible: !page.desk.draining
        text: page.desk.lastSuccessText === "" ? qsTr("No upload finished since start-up") : qsTr("Last uploaded: %1").arg(Words.moment(page.desk.lastSuccessText))
        size: Theme.smallSize
        color: Theme.colors.inkSoft
    }

    Rectangle {
        width: parent.width
        height: 2
        color: Theme.colors.line
    }

    Label {
        objectName: "verdicts"
        width: parent.width
        text: page.desk.heldText === "0" && page.desk.refusedText === "0" ? qsTr("The platform holds and refuses nothing") : qsTr("Held for review: %1. Refused: %2").arg(page.desk.heldText).arg(page.desk.refusedText)
        strong: true
    }

    Repeater {
        model: page.desk.verdictNumbers

        BulletLine {
            required property int index
            required property string modelData

            readonly property bool refused: page.desk.verdictWords[index] === "refused"

            objectName: "verdict" + index
            width: page.width
            icon: refused ? "cross" : "held"
            text: qsTr("No. %1: %2").arg(modelData).arg(ConsoleWords.reason(page.desk.verdictReasons[index] ?? ""))
            size: Theme.smallSize
            centered: false
            color: refused ? Theme.colors.clay : Theme.colors.attention
        }
    }
}
