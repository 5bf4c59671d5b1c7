import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// The instrument: the live weight, one sentence about it, and the sprout that answers to it.
Page {
    id: screen

    required property SessionModel session
    required property WeighModel weigh

    readonly property var anyWay: ({
            "starting": qsTr("The scale is starting. One\u00a0moment"),
            "moving": qsTr("Still moving. Hands off, and wait a moment")
        })
    readonly property var onPlatform: ({
            "place": qsTr("Put the bag on the scale"),
            "step_back": qsTr("Please step back, and take your hand off the scale"),
            "clear_first": qsTr("Please empty the scale first"),
            "too_light": qsTr("Too light: at least %1\u00a0kg. Save up and come again").arg(weigh.minText),
            "over_drop_cap": qsTr("At most %1\u00a0kg at a time. Please weigh it in parts").arg(weigh.maxText),
            "too_heavy": qsTr("Over %1\u00a0kg. Please take some out").arg(weigh.capacityText),
            "below_zero": qsTr("The scale is not at zero. Is something under it? Please tell the staff")
        })
    readonly property var inContainer: ({
            "place": qsTr("Put the bag into the bin"),
            "step_back": qsTr("Please step back, and take your hand off the bin"),
            "clear_first": qsTr("One moment. Please do not put anything in yet"),
            "too_light": qsTr("Too light: at least %1\u00a0kg. Is there more to put in?").arg(weigh.minText),
            "over_drop_cap": qsTr("Over %1\u00a0kg at a time. Please tell the staff").arg(weigh.maxText),
            "too_heavy": qsTr("The bin is full or too heavy. Please tell the staff"),
            "below_zero": qsTr("The scale under the bin is not at zero. Please tell the staff"),
            "taken_out": qsTr("Something was taken out. Put it back, or wait a moment")
        })
    readonly property string sentence: (session.container ? inContainer : onPlatform)[weigh.hint] ?? anyWay[weigh.hint] ?? ""
    readonly property bool growing: weigh.hint === "moving"
    readonly property bool calm: weigh.hint === "place" || weigh.hint === "starting" || growing
    readonly property string icon: session.container ? containerIcons[weigh.hint] ?? weigh.hint : weigh.hint
    readonly property var containerIcons: ({ // there it is to be waited for, or told
            "clear_first": "held",
            "over_drop_cap": "too_heavy"
        })

    HintPicture {
        objectName: "hintPicture"
        anchors.fill: parent
        visible: !screen.growing
        hint: screen.weigh.hint
        container: screen.session.container
    }

    Plant {
        anchors.fill: parent
        visible: screen.growing
        material: screen.weigh.material
        growth: screen.weigh.growth
        swaying: screen.weigh.moving
    }

    words: [
        Figure {
            objectName: "weight"
            width: parent.width
            size: Theme.weightSize
            value: screen.weigh.weightText
            unit: qsTr("kg")
        },
        Item {
            width: parent.width
            height: Math.max(2 * Math.round(Theme.hintSize * Theme.lineHeight), line.implicitHeight)

            BulletLine {
                id: line

                objectName: "hint"
                width: parent.width
                icon: screen.weigh.hint === "starting" ? "held" : screen.icon
                text: screen.sentence
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
