import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// For staff: three numbered steps with a test weight, the live reading, and how the scale has done.
Page {
    id: screen

    required property SessionModel session
    required property CheckModel check

    readonly property bool finished: check.step === "passed" || check.step === "failed"
    readonly property bool passed: check.step === "passed"
    readonly property string fault: finished ? "" : session.deviceFault
    readonly property string place: (session.container ? qsTr("Lay the %1\u00a0kg test weight on the bin") : qsTr("Put the %1\u00a0kg test weight on the scale")).arg(check.testText)

    wordsSpacing: Theme.landscape || Theme.large ? Theme.grid : 2 * Theme.grid

    CheckPicture {
        anchors.fill: parent
        visible: screen.fault === ""
        step: screen.check.step
        container: screen.session.container
        mass: screen.check.testText
    }

    ScalePicture {
        anchors.fill: parent
        visible: screen.fault !== ""
    }

    words: [
        Label {
            objectName: "title"
            width: parent.width
            text: !screen.finished ? qsTr("Scale check") : screen.passed ? qsTr("Check passed") : qsTr("Check failed")
            size: screen.finished ? Theme.titleSize : Theme.hintSize
            strong: true
            color: !screen.finished ? Theme.colors.ink : screen.passed ? Theme.colors.leaf : Theme.colors.clay
        },
        Figure {
            objectName: "reading"
            width: parent.width
            visible: !screen.finished
            value: screen.check.readingText === "" ? "–" : screen.check.readingText
            unit: qsTr("kg")
        },
        CheckSteps {
            objectName: "steps"
            width: parent.width
            visible: !screen.finished
            current: screen.check.stage
            sentences: [screen.session.container ? qsTr("Hands off the bin") : qsTr("Empty the scale"), screen.place, qsTr("Take the test weight off again")]
        },
        BulletLine {
            objectName: "trouble"
            width: parent.width
            visible: screen.fault !== ""
            icon: "warn"
            text: qsTr("%1: %2").arg(Words.trouble(screen.fault)).arg(Words.cause(screen.fault))
            color: Theme.colors.clay
        },
        BulletLine {
            objectName: "notTheWeight"
            width: parent.width
            visible: screen.fault === "" && screen.check.step === "not_the_weight"
            icon: "cross"
            text: qsTr("That is not the %1\u00a0kg test weight. Take it off, then put the right one on").arg(screen.check.testText)
            strong: true
            color: Theme.colors.attention
        },
        Label {
            width: parent.width
            visible: !screen.finished && screen.fault === "" && screen.check.step !== "not_the_weight"
            text: screen.check.step === "saving" ? qsTr("Recording. One moment") : qsTr("Permitted error: ±%1\u00a0g").arg(screen.check.toleranceText)
            color: Theme.colors.inkSoft
        },
        Figure {
            objectName: "result"
            width: parent.width
            visible: screen.finished
            value: screen.check.errorText
            unit: qsTr("g")
            color: screen.check.errorGood ? Theme.colors.leaf : Theme.colors.clay
        },
        BulletLine {
            objectName: "error"
            width: parent.width
            visible: screen.finished
            icon: screen.check.errorGood ? "check" : "cross"
            text: qsTr("%1\u00a0kg weighed as %2\u00a0kg, permitted ±%3\u00a0g").arg(screen.check.testText).arg(screen.check.measuredText).arg(screen.check.toleranceText)
            color: screen.check.errorGood ? Theme.colors.ink : Theme.colors.clay
        },
        BulletLine {
            objectName: "return"
            width: parent.width
            visible: screen.finished
            icon: screen.check.returnGood ? "check" : "cross"
            text: qsTr("Empty again: %1\u00a0g, permitted ±%2\u00a0g").arg(screen.check.returnText).arg(screen.check.returnToleranceText)
            color: screen.check.returnGood ? Theme.colors.ink : Theme.colors.clay
        },
        Label {
            objectName: "advice"
            width: parent.width
            visible: screen.finished
            text: screen.passed ? qsTr("The result is recorded") : qsTr("Please call for repair. Until the scale passes a check, points wait for review")
            strong: !screen.passed
        }
    ]

    acts: Column {
        width: parent.width

        BackButton {
            objectName: "back"
            visible: !screen.finished && screen.check.step !== "saving"
            onClicked: screen.session.back()
        }

        Item {
            visible: screen.check.step === "saving"
            width: 1
            height: Theme.actHeight
        }

        ActButton {
            objectName: "finish"
            visible: screen.finished
            width: parent.width
            text: qsTr("Finish")
            onClicked: screen.session.finish()
        }
    }
}
