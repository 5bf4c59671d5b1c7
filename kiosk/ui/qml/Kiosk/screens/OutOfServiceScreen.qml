import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.reading
import Kiosk.theme

// Nothing can be made durable, staff are at work, or it kept crashing: nobody is served. Says so, and what stays safe.
Page {
    id: screen

    required property SessionModel session
    required property VisitModel visit
    required property ReadingModel reading

    readonly property bool byStaff: session.storeCode === ""

    ClosedSign {
        anchors.fill: parent
    }

    words: [
        Label {
            width: parent.width
            text: qsTr("Out of service")
            size: Theme.titleSize
            strong: true
        },
        Label {
            width: parent.width
            objectName: "why"
            text: screen.session.failing ? qsTr("Something is wrong with this kiosk. Please keep your bag and come again later") : screen.byStaff ? qsTr("Staff are at work on this kiosk. Please come again later") : qsTr("This kiosk cannot save records now. Please keep your bag")
        },
        BulletLine {
            objectName: "safe"
            width: parent.width
            visible: screen.session.failing
            icon: "check"
            text: qsTr("What was recorded before stays recorded")
            color: Theme.colors.leaf
        },
        BulletLine {
            width: parent.width
            visible: screen.visit.bags > 0
            icon: "check"
            text: qsTr("What is recorded stays recorded: %1\u00a0kg").arg(screen.visit.netText)
            color: Theme.colors.leaf
        },
        Label {
            objectName: "code"
            width: parent.width
            visible: !screen.byStaff || screen.session.failing
            text: screen.byStaff ? qsTr("Please tell the staff") : qsTr("Please tell the staff · code %1").arg(screen.session.storeCode)
            size: Theme.smallSize
            color: Theme.colors.inkSoft
        },
        CallCard {
            width: parent.width
            visible: screen.reading.phone !== ""
            reading: screen.reading
        }
    ]

    acts: Item {
        width: 1
        height: Theme.actHeight
    }
}
