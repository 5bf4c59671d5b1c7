pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// What stays with the resident, a line each.
Column {
    id: lines

    required property RoundModel round
    readonly property int most: Theme.landscape ? (Theme.large ? 1 : 2) : 4

    Repeater {
        model: Math.min(lines.most, lines.round.refusedKinds.length)

        BulletLine {
            required property int index

            objectName: "left" + index
            width: lines.width
            icon: "cross"
            text: qsTr("Stays here: %1 (%2)").arg(Words.kinds(lines.round.refusedKinds[index] ?? "")).arg(Words.stays(lines.round.refusedReasons[index] ?? ""))
            color: Theme.colors.attention
        }
    }

    Label {
        width: parent.width
        visible: lines.round.refusedKinds.length > lines.most
        text: qsTr("and %1 more").arg(lines.round.refusedKinds.length - lines.most)
        color: Theme.colors.attention
    }
}
