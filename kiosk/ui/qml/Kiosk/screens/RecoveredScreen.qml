pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// After a power cut in the middle of a visit: what had been recorded, bag by bag, or that nothing had.
Page {
    id: screen

    required property SessionModel session
    required property VisitModel visit

    Plant {
        anchors.fill: parent
        material: screen.visit.materials.length > 0 ? screen.visit.materials[screen.visit.bags - 1] : ""
        growth: screen.visit.growth
    }

    words: [
        Label {
            width: parent.width
            text: qsTr("We were interrupted")
            size: Theme.titleSize
            strong: true
        },
        Repeater {
            model: screen.visit.bags

            BulletLine {
                required property int index

                width: parent.width
                icon: "check"
                text: Words.recorded(screen.visit.materials[index] ?? "", screen.visit.weights[index] ?? "")
                color: Theme.colors.leaf
            }
        },
        Label {
            width: parent.width
            visible: screen.visit.bags === 0
            text: qsTr("Your bag was not recorded yet. Please start again")
        }
    ]

    acts: ActButton {
        objectName: screen.visit.bags > 0 ? "finish" : "start"
        width: parent.width
        text: screen.visit.bags > 0 ? qsTr("Good") : qsTr("Start again")
        onClicked: screen.visit.bags > 0 ? screen.session.finish() : screen.session.start()
    }
}
