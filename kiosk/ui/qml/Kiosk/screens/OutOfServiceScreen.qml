import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// Nothing can be made durable, so nobody is served. Says so, and what stays safe.
Page {
    id: screen

    required property VisitModel visit

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
            text: qsTr("This kiosk cannot save records now. Please keep your bag and tell the staff")
        },
        BulletLine {
            width: parent.width
            visible: screen.visit.bags > 0
            icon: "check"
            text: qsTr("What is recorded stays recorded: %1\u00a0kg").arg(screen.visit.netText)
            color: Theme.colors.leaf
        }
    ]

    acts: Item {
        width: 1
        height: Theme.actHeight
    }
}
