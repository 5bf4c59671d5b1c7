import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// In service or not, and the software.
Column {
    id: page

    required property ConsoleModel desk

    readonly property bool exportFirst: desk.failing && desk.exporting !== "done" // what crashed is told by the records

    spacing: 1.5 * Theme.grid

    BulletLine {
        objectName: "service"
        width: parent.width
        icon: page.desk.outOfService ? "stopped" : "check"
        text: page.desk.outOfService ? qsTr("Out of service") : qsTr("In service")
        size: Theme.hintSize
        strong: true
        color: page.desk.outOfService ? Theme.colors.attention : Theme.colors.leaf
    }

    Label {
        width: parent.width
        objectName: "serviceWords"
        text: page.desk.failing ? qsTr("It crashed several times in a row.\nResidents read \"come again later\".\nExport the records first, for repair.\nPutting it back in service restarts it") : page.desk.outOfService ? qsTr("Residents read \"come again later\".\nYour badge still works") : qsTr("Residents can drop off")
    }

    ActButton {
        objectName: "exportFirst"
        width: parent.width
        visible: page.exportFirst
        text: qsTr("Export the records first")
        onClicked: page.desk.turnTo("export")
    }

    ActButton {
        objectName: "toggleService"
        width: parent.width
        primary: page.desk.outOfService && !page.exportFirst
        text: page.desk.outOfService ? qsTr("Put it back in service") : qsTr("Take it out of service")
        onClicked: page.desk.setService(!page.desk.outOfService)
    }

    DeviceLine {
        objectName: "software"
        width: parent.width
        icon: "renew"
        name: qsTr("Software")
        text: page.desk.version === "" ? "…" : page.desk.software === "restart" ? qsTr("version %1 is installed: restart").arg(page.desk.version) : qsTr("version %1, up to date here").arg(page.desk.version)
        good: page.desk.software !== "restart"
    }
}
