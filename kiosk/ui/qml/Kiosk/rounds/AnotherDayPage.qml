pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// Which of the next days suits the resident?
Page {
    id: page

    required property SessionModel session
    required property RoundModel round

    split: false

    StepPicture {
        anchors.fill: parent
        visible: !Theme.landscape
        icon: "clock"
        name: qsTr("A clock")
    }

    words: Label {
        width: parent.width
        text: qsTr("When shall we come?")
        size: Theme.titleSize
        strong: true
    }

    acts: [
        Grid {
            id: windows

            width: parent.width
            columns: Theme.landscape ? 3 : 2
            rows: Theme.landscape ? 2 : 3
            flow: Theme.landscape ? Grid.LeftToRight : Grid.TopToBottom
            columnSpacing: Theme.grid
            rowSpacing: 1.5 * Theme.grid

            Repeater {
                model: page.round.step === "another_day" ? page.round.days.length : 0

                ActButton {
                    required property int index

                    objectName: "window" + index
                    width: (windows.width - (windows.columns - 1) * windows.columnSpacing) / windows.columns
                    height: Math.max(implicitHeight, Theme.actHeight)
                    primary: false
                    text: qsTr("%1\n%2").arg(Words.day(page.round.days[index] ?? "")).arg(page.round.times[index] ?? "")
                    onClicked: page.round.chooseWindow(index)
                }
            }
        },
        BackButton {
            objectName: "back"
            onClicked: page.session.back()
        }
    ]
}
