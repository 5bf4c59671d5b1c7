pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.theme

// A blossom around the item's origin; ``openness`` 0 is not there, 1 is in full bloom. The heart comes first, then the
// petals, one after the other, each a little too far and back.
Item {
    id: flower

    property real reach: 110
    property real openness: 0

    // From 0 at ``from`` to 1 at ``to`` of the bloom, overshooting on the way.
    function unfolded(from: real, to: real): real {
        const left = 1 - Math.max(0, Math.min(1, (openness - from) / (to - from)));
        return 1 + 0.6 * left * left - 1.6 * left * left * left;
    }

    visible: openness > 0

    Repeater {
        model: 8

        Rectangle {
            id: petal

            required property int index
            readonly property real unfolded: flower.unfolded(0.1 + 0.04 * index, 0.7 + 0.04 * index)

            width: flower.reach * 0.5
            height: flower.reach * 0.92
            radius: width / 2
            color: Theme.colors.sun
            border.width: 4
            border.color: Theme.colors.paper
            x: -width / 2
            y: -height - flower.reach * 0.06
            transform: [
                Scale {
                    origin.x: petal.width / 2
                    origin.y: flower.reach * 0.98
                    xScale: petal.unfolded
                    yScale: petal.unfolded
                },
                Rotation {
                    origin.x: petal.width / 2
                    origin.y: flower.reach * 0.98
                    angle: petal.index * 45
                }
            ]
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
        scale: flower.unfolded(0, 0.5)
    }
}
