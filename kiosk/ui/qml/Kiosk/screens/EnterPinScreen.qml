import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// For staff: the PIN that goes with the badge. The digits are never on the screen, only how many there are.
Page {
    id: screen

    required property SessionModel session
    required property StaffModel staff

    readonly property bool waiting: staff.waitText !== ""
    readonly property string wrongWords: staff.triesLeft > 0 ? qsTr("That was not the PIN. Tries left: %1").arg(staff.triesLeft) : qsTr("That was not the PIN. Please try again")

    Column {
        x: Theme.landscape ? Theme.margin / 2 : 0
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x
        spacing: 2 * Theme.grid

        Label {
            objectName: "role"
            width: parent.width
            text: Words.role(screen.staff.role)
            strong: true
            color: Theme.colors.leaf
        }

        Label {
            width: parent.width
            text: screen.waiting ? qsTr("Please wait for the next try") : qsTr("Enter your PIN")
            size: Theme.titleSize
            strong: true
        }

        Item {
            width: parent.width
            height: Math.round(Theme.figureSize * 1.06)

            FilledDots {
                objectName: "dots"
                x: Theme.landscape ? 0 : (parent.width - width) / 2
                anchors.verticalCenter: parent.verticalCenter
                visible: !screen.waiting
                count: screen.staff.pinDigits
                filled: screen.staff.judging ? screen.staff.pinDigits : screen.staff.typed
            }

            Figure {
                objectName: "wait"
                width: parent.width
                visible: screen.waiting
                value: screen.staff.waitText
            }
        }

        Item {
            width: parent.width
            height: Math.max(2 * Math.round(Theme.bodySize * Theme.lineHeight), line.implicitHeight)

            BulletLine {
                id: line

                objectName: "message"
                width: parent.width
                visible: text !== ""
                icon: screen.waiting || screen.staff.judging ? "held" : "warn"
                text: screen.waiting ? qsTr("The PIN was wrong several times") : screen.staff.judging ? qsTr("Checking. One moment") : screen.staff.wrong ? screen.wrongWords : ""
                color: screen.staff.judging ? Theme.colors.leaf : Theme.colors.attention
            }
        }
    }

    acts: Keypad {
        width: parent.width
        keyHeight: Theme.landscape ? 152 : Theme.actHeight
        open: screen.staff.asking
        onPressed: digit => screen.staff.press(digit)
        onErased: screen.staff.erase()
        onBacked: screen.session.back()
    }
}
