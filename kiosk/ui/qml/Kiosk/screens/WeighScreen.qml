import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// The instrument: the live weight, one sentence about it, and the sprout that answers to it.
Page {
    id: screen

    required property SessionModel session
    required property WeighModel weigh

    readonly property var hints: ({
            "place": qsTr("Put the bag on the scale"),
            "moving": qsTr("Weighing. Hands off for a moment"),
            "clear_first": qsTr("Please empty the scale first"),
            "too_light": qsTr("Under %1\u00a0kg. Save up and come again").arg(weigh.minText),
            "too_heavy": qsTr("Too heavy for the scale. Please take some out"),
            "over_drop_cap": qsTr("At most %1\u00a0kg at a time. Please weigh it in parts").arg(weigh.maxText),
            "below_zero": qsTr("Is something leaning on the scale? Please move it away")
        })
    readonly property bool calm: weigh.hint === "place" || weigh.hint === "moving"

    Plant {
        anchors.fill: parent
        material: screen.weigh.material
        growth: screen.weigh.growth
        swaying: screen.weigh.moving
        offered: screen.weigh.hint === "place" && screen.weigh.growth === 0 ? [screen.weigh.material] : []
    }

    words: [
        Figure {
            objectName: "weight"
            width: parent.width
            size: Theme.weightSize
            value: screen.weigh.weightText === "" ? "–" : screen.weigh.weightText
            unit: qsTr("kg")
        },
        Item {
            width: parent.width
            height: Math.max(2 * Math.round(Theme.hintSize * Theme.lineHeight), sentence.implicitHeight)

            BulletLine {
                id: sentence

                objectName: "hint"
                width: parent.width
                icon: screen.weigh.hint
                text: screen.hints[screen.weigh.hint] ?? ""
                size: Theme.hintSize
                strong: true
                color: screen.calm ? Theme.colors.leaf : Theme.colors.attention
            }
        }
    ]

    acts: Row {
        width: parent.width

        BackButton {
            id: back

            objectName: "back"
            onClicked: screen.session.back()
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - back.width
            horizontalAlignment: Text.AlignRight
            text: qsTr("This bag: %1").arg(Words.material(screen.weigh.material))
            color: Theme.colors.inkSoft
        }
    }
}
