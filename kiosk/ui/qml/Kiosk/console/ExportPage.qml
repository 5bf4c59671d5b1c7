import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// Journal, logs and findings onto a stick.
Column {
    id: page

    required property ConsoleModel desk

    readonly property bool writing: desk.exporting === "writing"
    readonly property bool done: desk.exporting === "done"
    readonly property bool failed: desk.exporting === "failed"

    spacing: 1.5 * Theme.grid

    Label {
        width: parent.width
        text: qsTr("Records, logs and findings, onto a stick")
        size: Theme.hintSize
        strong: true
    }

    Label {
        width: parent.width
        text: qsTr("No name, no phone number and no key is among them")
        size: Theme.smallSize
        color: Theme.colors.inkSoft
    }

    BulletLine {
        objectName: "stick"
        width: parent.width
        icon: page.desk.stick === "ready" ? "check" : "warn"
        text: ConsoleWords.state("stick", page.desk.stick, page.desk.stickFigure)
        color: page.desk.stick === "ready" ? Theme.colors.leaf : Theme.colors.attention
    }

    Bar {
        objectName: "exportBar"
        width: parent.width
        visible: page.writing
        share: page.desk.exportShare
        name: result.text
    }

    Label {
        id: result

        objectName: "exportResult"
        width: parent.width
        visible: page.desk.exporting !== ""
        text: page.writing ? qsTr("Writing. Please leave the stick in") : page.done ? qsTr("Written. The stick can be taken out") : ConsoleWords.exportFault(page.desk.exportFault)
        strong: true
        color: page.failed ? Theme.colors.clay : page.done ? Theme.colors.leaf : Theme.colors.ink
    }

    Label {
        objectName: "exportFolder"
        width: parent.width
        visible: page.done
        text: page.desk.exportFolder.replace(/-(?=[^-]*$)/, "-\n") // one long word: when it was written stands below
        size: Theme.smallSize
        color: Theme.colors.inkSoft
    }

    ActButton {
        objectName: "startExport"
        width: parent.width
        visible: !page.writing
        primary: page.desk.stick === "ready" && !page.done
        text: page.done ? qsTr("Write again") : qsTr("Write to the stick")
        onClicked: page.desk.startExport()
    }
}
