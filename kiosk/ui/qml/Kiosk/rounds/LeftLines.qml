pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// What stays with the resident, a line each, as one block that begins at one edge.
Item {
    id: lines

    required property RoundModel round
    property int most: Theme.landscape ? (Theme.large ? 1 : 2) : (Theme.large ? 6 : 8)

    implicitHeight: block.height

    Column {
        id: block

        x: Theme.landscape ? 0 : (lines.width - width) / 2

        Repeater {
            model: Math.min(lines.most, lines.round.refusedKinds.length)

            BulletLine {
                required property int index

                objectName: "left" + index
                width: Math.min(implicitWidth, lines.width)
                icon: "cross"
                text: qsTr("Stays here: %1 (%2)").arg(Words.kinds(lines.round.refusedKinds[index] ?? "")).arg(Words.stays(lines.round.refusedReasons[index] ?? ""))
                color: Theme.colors.attention
                centered: false
            }
        }

        Label {
            leftPadding: Math.round(1.2 * size) + Theme.grid // below the words, not below their crosses
            visible: lines.round.refusedKinds.length > lines.most
            text: qsTr("and %1 more").arg(lines.round.refusedKinds.length - lines.most)
            wrapMode: Text.NoWrap
            color: Theme.colors.attention
        }
    }
}
