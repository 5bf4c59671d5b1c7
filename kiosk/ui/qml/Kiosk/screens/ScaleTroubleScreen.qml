import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// The scale has a fault in the middle of a visit. It heals by itself; so does this screen.
Page {
    id: screen

    required property SessionModel session
    required property VisitModel visit

    readonly property var faults: ({
            "missing": qsTr("The scale is not connected"),
            "unplugged": qsTr("The scale is not connected"),
            "denied": qsTr("The scale cannot be reached"),
            "busy": qsTr("The scale cannot be reached"),
            "silent": qsTr("The scale does not answer"),
            "garbled": qsTr("The scale cannot be understood"),
            "wrong_unit": qsTr("The scale is set to another unit")
        })

    ScalePicture {
        anchors.fill: parent
    }

    words: [
        Label {
            width: parent.width
            text: screen.faults[screen.session.deviceFault] ?? ""
            size: Theme.titleSize
            strong: true
            color: Theme.colors.clay
        },
        Label {
            width: parent.width
            text: qsTr("Please wait. When it is well again, you go on from here")
        },
        Label {
            width: parent.width
            visible: screen.visit.bags > 0
            text: qsTr("What is recorded stays recorded: %1\u00a0kg").arg(screen.visit.netText)
            color: Theme.colors.inkSoft
        }
    ]

    acts: ActButton {
        objectName: "cancel"
        width: parent.width
        height: Math.max(implicitHeight, Theme.actHeight)
        primary: false
        text: qsTr("Do not wait, finish")
        onClicked: screen.session.cancel()
    }
}
