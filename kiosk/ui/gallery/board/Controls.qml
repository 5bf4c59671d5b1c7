import QtQuick
import Kiosk.controls
import Kiosk.theme

// Every control in each of its states. What is named "pressed" is held by a finger while the picture is taken.
Grid {
    id: controls

    readonly property real share: (width - 2 * columnSpacing) / 3

    width: parent.width
    columns: 3
    columnSpacing: 2 * Theme.grid
    rowSpacing: 2.5 * Theme.grid
    verticalItemAlignment: Grid.AlignVCenter

    ActButton {
        width: controls.share
        text: "就记这些"
    }

    ActButton {
        objectName: "pressed"
        width: controls.share
        text: "就记这些"
    }

    ActButton {
        width: controls.share
        text: "就记这些"

        FocusRing {
            visible: true
        }
    }

    ActButton {
        width: controls.share
        primary: false
        text: "再称一次"
    }

    ActButton {
        objectName: "pressed"
        width: controls.share
        primary: false
        text: "再称一次"
    }

    ActButton {
        width: controls.share
        primary: false
        text: "再称一次"

        FocusRing {
            visible: true
        }
    }

    BackButton {
        text: "返回"
    }

    BackButton {
        objectName: "pressed"
        text: "返回"
    }

    BackButton {
        text: "返回"

        FocusRing {
            visible: true
        }
    }

    EaseButton {
        width: controls.share / 2
        icon: "larger_zh"
        text: "大字"
    }

    EaseButton {
        objectName: "pressed"
        width: controls.share / 2
        icon: "larger_zh"
        text: "大字"
    }

    EaseButton {
        width: controls.share / 2
        icon: "larger_zh"
        text: "大字"
        on: true
    }

    ChoiceButton {
        text: "今天"
    }

    ChoiceButton {
        objectName: "pressed"
        text: "今天"
    }

    ChoiceButton {
        text: "今天"
        on: true
    }

    ChoiceRow {
        width: controls.share
        text: "旧衣"
        detail: "11月22日"
        value: "3.25"
    }

    ChoiceRow {
        objectName: "pressed"
        width: controls.share
        text: "旧衣"
        detail: "11月22日"
        value: "3.25"
    }

    ChoiceRow {
        width: controls.share
        open: false
        text: "旧衣"
        detail: "11月22日"
        value: "3.25"
    }

    MaterialCard {
        width: controls.share
        height: 400
        material: "clothing"
        text: "旧衣"
    }

    MaterialCard {
        objectName: "pressed"
        width: controls.share
        height: 400
        material: "clothing"
        text: "旧衣"
    }

    MaterialCard {
        width: controls.share
        height: 400
        material: "books"
        text: "旧书"
        instead: "水井沟社区回收亭还能投"
    }

    KeyButton {
        text: "7"
    }

    KeyButton {
        objectName: "pressed"
        text: "7"
    }

    KeyButton {
        rests: true
        text: "7"
    }

    Figure {
        width: controls.share
        value: "3.25"
        unit: "公斤"
    }

    FigurePair {
        width: controls.share
        reduction: "4160"
        points: "97"
    }

    FigurePair {
        width: controls.share
        reduction: "4160"
        points: "97"
        held: true
    }
}
