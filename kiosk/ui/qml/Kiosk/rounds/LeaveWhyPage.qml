pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// Why does it stay?
Page {
    id: page

    required property SessionModel session
    required property RoundModel round

    StepPicture {
        anchors.fill: parent
        icon: "cross"
        name: qsTr("Something that stays")
    }

    words: Label {
        width: parent.width
        text: page.round.material === "books" ? qsTr("Why do the books stay here?") : qsTr("Why do the clothes stay here?")
        size: Theme.titleSize
        strong: true
    }

    acts: [
        Grid {
            id: reasons

            width: parent.width
            columns: 2
            columnSpacing: Theme.grid
            rowSpacing: 1.5 * Theme.grid

            Repeater {
                model: [["wet", qsTr("Wet")], ["dirty", qsTr("Dirty")], ["too_heavy", qsTr("Too heavy")], ["not_accepted", qsTr("Not accepted")]]

                ActButton {
                    required property list<string> modelData

                    objectName: modelData[0]
                    width: (reasons.width - reasons.columnSpacing) / 2
                    height: Math.max(implicitHeight, Theme.actHeight)
                    primary: false
                    text: modelData[1]
                    onClicked: page.round.chooseReason(modelData[0])
                }
            }
        },
        BackButton {
            objectName: "back"
            onClicked: page.session.back()
        }
    ]
}
