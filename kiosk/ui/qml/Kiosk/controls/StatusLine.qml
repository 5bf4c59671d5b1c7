import QtQuick
import Kiosk.models
import Kiosk.theme

// Always there, always true: where, when, whether there is a network, what waits, how the scale is.
Item {
    id: line

    required property StatusModel status
    property bool holdable: false // staff may hold it to open the scale check; a short touch is passed on

    signal held
    signal touched

    implicitHeight: Math.max(72, facts.height + Theme.grid)

    Flow {
        id: facts

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.grid / 2

        Row {
            spacing: 2 * Theme.grid
            rightPadding: 2 * Theme.grid

            Label {
                width: Theme.landscape ? naturalWidth : Math.min(naturalWidth, facts.width - time.implicitWidth - 4 * Theme.grid)
                text: line.status.place
                size: Theme.statusSize
                strong: true
                horizontalAlignment: Text.AlignLeft
            }

            Label {
                id: time

                objectName: "clock"
                text: line.status.clockText
                size: Theme.statusSize
                strong: true
                wrapMode: Text.NoWrap
                horizontalAlignment: Text.AlignLeft
            }
        }

        StatusMark {
            objectName: "link"
            icon: line.status.link
            text: Words.link(line.status.link)
            color: line.status.link === "online" ? Theme.colors.leaf : line.status.link === "offline" ? Theme.colors.sky : Theme.colors.attention
            rightPadding: 1.5 * Theme.grid
        }

        StatusMark {
            objectName: "pending"
            visible: line.status.pending > 0
            icon: "upload"
            text: qsTr("%1 to upload").arg(line.status.pendingText)
            rightPadding: 1.5 * Theme.grid
        }

        StatusMark {
            objectName: "scale"
            visible: line.status.scale !== "ready" || line.status.care === ""
            icon: line.status.scale === "fault" || line.status.scale === "below_zero" ? "warn" : "scale"
            text: Words.scale(line.status.scale)
            color: line.status.scale === "fault" ? Theme.colors.clay : line.status.scale === "below_zero" ? Theme.colors.attention : Theme.colors.inkSoft
            rightPadding: 1.5 * Theme.grid
        }

        StatusMark {
            objectName: "care"
            visible: line.status.care !== ""
            icon: "warn"
            text: Words.care(line.status.care)
            color: Theme.colors.attention
            rightPadding: 1.5 * Theme.grid
        }

        StatusMark {
            objectName: "fill"
            visible: line.status.fill !== ""
            icon: "bin"
            text: qsTr("%1: %2% full").arg(Words.materialName(line.status.fill)).arg(line.status.fillPercent)
            color: line.status.fillFull ? Theme.colors.attention : Theme.colors.inkSoft
        }
    }

    HoldArea {
        objectName: "holdArea"
        anchors.fill: parent
        enabled: line.holdable
        onHeld: line.held()
        onTouched: line.touched()
    }
}
