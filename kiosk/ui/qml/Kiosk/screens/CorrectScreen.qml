pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// For supervisors: put a drop-off right. One question at a time; nothing happens before the last one is answered.
Page {
    id: screen

    required property SessionModel session
    required property CorrectModel correct

    readonly property string step: correct.step
    readonly property bool done: step === "done" || step === "changed"
    readonly property var reasons: ["wrong_material", "weighed_twice", "not_accepted", "leaned_on", "wrong_person", "taken_back"]
    readonly property var icons: ({
            "changed": "warn",
            "done": "check",
            "second": "badge"
        })

    function reasonWords(reason: string): string {
        switch (reason) {
        case "wrong_material":
            return qsTr("wrong material");
        case "weighed_twice":
            return qsTr("weighed twice");
        case "not_accepted":
            return qsTr("not accepted here");
        case "leaned_on":
            return qsTr("somebody leaned on the scale");
        case "wrong_person":
            return qsTr("wrong person");
        default:
            return qsTr("taken back by the resident");
        }
    }

    // words as they stand where no sentence begins before them
    function alone(words: string): string {
        return words.charAt(0).toUpperCase() + words.slice(1);
    }

    function titleWords(): string {
        switch (step) {
        case "list":
            return qsTr("Which drop-off?");
        case "action":
            return qsTr("What should change?");
        case "weight":
            return qsTr("How much was it really?");
        case "reason":
            return qsTr("Why?");
        case "second":
            return qsTr("A second supervisor must agree");
        case "check":
            return qsTr("Is this right?");
        case "done":
            return qsTr("Put right");
        case "changed":
            return qsTr("It has changed meanwhile");
        default:
            return qsTr("One moment");
        }
    }

    split: step === "weight" // with the keypad beside it

    Column {
        id: question

        x: screen.beside ? Theme.margin / 2 : 0
        width: parent.width - x
        topPadding: Theme.landscape ? 0 : 2 * Theme.grid
        spacing: Theme.grid

        Label {
            objectName: "title"
            width: parent.width
            text: screen.titleWords()
            size: Theme.landscape ? Theme.hintSize : Theme.titleSize
            strong: true
        }

        Label {
            objectName: "chosen"
            width: parent.width
            visible: screen.correct.chosenTime !== ""
            text: qsTr("%1, %2, %3\u00a0kg, %4\u00a0points").arg(Words.moment(screen.correct.chosenTime)).arg(Words.material(screen.correct.chosenMaterial)).arg(screen.correct.beforeText).arg(screen.correct.beforePoints)
            color: Theme.colors.inkSoft
        }

        BulletLine {
            objectName: "advice"
            width: parent.width
            visible: text !== ""
            icon: screen.icons[screen.step] ?? "ledger"
            text: screen.step === "second" ? qsTr("More than 5\u00a0kg: please let another supervisor show the badge") : screen.step === "changed" ? qsTr("Somebody else was faster. Nothing was changed now") : screen.step === "done" ? qsTr("Recorded beside the old entry. The resident sees it on the Sprout page") : screen.step === "list" && screen.correct.weights.length === 0 ? qsTr("No drop-off here can be put right") : ""
            color: screen.step === "changed" ? Theme.colors.clay : Theme.colors.leaf
        }
    }

    Column {
        id: choices

        anchors.top: question.bottom
        anchors.topMargin: 2 * Theme.grid
        x: question.x
        width: question.width
        spacing: Theme.grid

        Grid {
            width: parent.width
            visible: screen.step === "list"
            columns: Theme.landscape ? 2 : 1
            columnSpacing: Theme.grid
            rowSpacing: Theme.grid

            Repeater {
                model: screen.step === "list" ? screen.correct.weights.length : 0

                ChoiceRow {
                    required property int index

                    objectName: "row" + index
                    width: Theme.landscape ? (choices.width - Theme.grid) / 2 : choices.width
                    text: qsTr("%1 %2").arg(Words.moment(screen.correct.times[index])).arg(Words.material(screen.correct.materials[index]))
                    detail: screen.alone(screen.correct.states[index] === "void" ? qsTr("void") : screen.correct.states[index] === "corrected" ? qsTr("corrected before") : "")
                    value: qsTr("%1\u00a0kg").arg(screen.correct.weights[index])
                    open: screen.correct.states[index] !== "void"
                    onClicked: screen.correct.choose(index)
                }
            }
        }

        Grid {
            width: parent.width
            visible: screen.step === "reason"
            columns: Theme.landscape ? 2 : 1
            columnSpacing: Theme.grid
            rowSpacing: Theme.grid

            Repeater {
                model: screen.step === "reason" ? screen.reasons : []

                ChoiceRow {
                    required property string modelData

                    objectName: modelData
                    width: Theme.landscape ? (choices.width - Theme.grid) / 2 : choices.width
                    text: screen.alone(screen.reasonWords(modelData))
                    onClicked: screen.correct.because(modelData)
                }
            }
        }

        ChoiceRow {
            objectName: "adjust"
            width: parent.width
            visible: screen.step === "action"
            text: qsTr("Another weight")
            detail: qsTr("It counts with the weight that you type")
            onClicked: screen.correct.correctBy("adjust")
        }

        ChoiceRow {
            objectName: "void"
            width: parent.width
            visible: screen.step === "action"
            text: qsTr("Void")
            detail: qsTr("It counts for nothing any more")
            onClicked: screen.correct.correctBy("void")
        }

        Figure {
            objectName: "typed"
            width: parent.width
            visible: screen.step === "weight"
            value: screen.correct.typedText
            unit: qsTr("kg")
        }

        Column {
            width: parent.width
            visible: screen.step === "check" || screen.step === "saving" || screen.step === "done"
            spacing: Theme.grid

            Label {
                objectName: "after"
                width: parent.width
                text: screen.correct.action === "void" ? qsTr("It counts for nothing any more") : qsTr("From now on %1\u00a0kg, %2\u00a0points").arg(screen.correct.afterText).arg(screen.correct.afterPoints)
                size: Theme.hintSize
                strong: true
                color: Theme.colors.leaf
            }

            Label {
                width: parent.width
                text: qsTr("Because: %1").arg(screen.reasonWords(screen.correct.reason))
            }

            BulletLine {
                objectName: "secondAgreed"
                width: parent.width
                visible: screen.correct.second
                icon: "check"
                text: qsTr("A second supervisor has agreed")
                color: Theme.colors.leaf
            }
        }
    }

    component AnotherButton: ActButton {
        objectName: "another"
        primary: false
        text: qsTr("Another drop-off")
        onClicked: screen.session.another()
    }

    acts: Column {
        width: parent.width
        spacing: 1.5 * Theme.grid

        Keypad {
            visible: screen.step === "weight"
            width: parent.width
            keyHeight: Theme.landscape ? 128 : Theme.actHeight
            onPressed: digit => screen.correct.press(digit)
            onErased: screen.correct.erase()
            onBacked: screen.session.back()
        }

        ActButton {
            objectName: "enter"
            visible: screen.step === "weight"
            rests: !screen.correct.typed
            width: parent.width
            text: qsTr("Go on")
            onClicked: screen.correct.enter()
        }

        ActButton {
            objectName: "confirm"
            visible: screen.step === "check"
            width: parent.width
            text: qsTr("Put it right")
            onClicked: screen.session.confirm()
        }

        AnotherButton {
            visible: screen.done && !Theme.landscape
            width: parent.width
        }

        Item {
            width: parent.width
            height: Theme.actHeight
            visible: screen.step !== "weight" && screen.step !== "saving"

            BackButton {
                id: back

                objectName: "back"
                text: screen.done ? qsTr("Finish") : qsTr("Back")
                onClicked: screen.session.back()
            }

            AnotherButton {
                anchors.right: parent.right
                visible: screen.done && Theme.landscape
                width: parent.width - back.width - Theme.grid
                height: parent.height
            }

            Row {
                anchors.right: parent.right
                visible: screen.step === "list" && screen.correct.pages > 1
                spacing: Theme.grid

                KeyButton {
                    objectName: "newer"
                    height: Theme.actHeight
                    rests: screen.correct.page === 0
                    icon: "back"
                    name: qsTr("Newer")
                    onClicked: screen.correct.turn(-1)
                }

                Label {
                    objectName: "page"
                    anchors.verticalCenter: parent.verticalCenter
                    width: 3 * Theme.bodySize
                    text: qsTr("%1/%2").arg(screen.correct.page + 1).arg(screen.correct.pages)
                    horizontalAlignment: Text.AlignHCenter
                    wrapMode: Text.NoWrap
                }

                KeyButton {
                    objectName: "older"
                    height: Theme.actHeight
                    rests: screen.correct.page >= screen.correct.pages - 1
                    icon: "next"
                    name: qsTr("Older")
                    onClicked: screen.correct.turn(1)
                }
            }
        }
    }
}
