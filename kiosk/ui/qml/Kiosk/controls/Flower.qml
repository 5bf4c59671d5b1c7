pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.theme

// A blossom around the item's origin; ``openness`` 0 is not there, 1 is in full bloom.
Item {
    id: flower

    property real reach: 110
    property real openness: 0

    scale: openness
    visible: openness > 0.01

    Repeater {
        model: 8

        Rectangle {
            id: petal

            required property int index

            width: flower.reach * 0.5
            height: flower.reach * 0.92
            radius: width / 2
            color: Theme.colors.sun
            border.width: 4
            border.color: Theme.colors.paper
            x: -width / 2
            y: -height - flower.reach * 0.06
            transformOrigin: Item.Bottom
            transform: Rotation {
                origin.x: flower.reach * 0.25
                origin.y: flower.reach * 0.98
                angle: petal.index * 45 + 30 * (1 - flower.openness)
            }
        }
    }

    Rectangle {
        width: flower.reach * 0.62
        height: width
        radius: width / 2
        x: -width / 2
        y: -height / 2
        color: Theme.colors.soil
        border.width: 4
        border.color: Theme.colors.paper
    }
}
