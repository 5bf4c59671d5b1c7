import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// Whom to call, and when somebody is there. Where the place names nobody, the way is to the staff nearby.
Item {
    id: card

    required property ReadingModel reading

    readonly property int inset: 1.5 * Theme.grid

    implicitHeight: rows.height + 2 * card.inset

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.colors.card
        border.width: 3
        border.color: Theme.colors.line
    }

    Column {
        id: rows

        x: card.inset
        y: card.inset
        width: parent.width - 2 * card.inset

        BulletLine {
            objectName: "whom"
            width: parent.width
            icon: card.reading.phone === "" ? "person" : "phone"
            text: card.reading.phone === "" ? qsTr("Stuck? Please ask the staff nearby") : qsTr("Stuck? Please call us")
            strong: true
        }

        Figure {
            objectName: "phone"
            width: parent.width
            visible: card.reading.phone !== ""
            size: Theme.titleSize
            value: card.reading.phone
            color: Theme.colors.leaf
        }

        Label {
            objectName: "hours"
            width: parent.width
            visible: card.reading.hours !== ""
            text: qsTr("Somebody is there: %1").arg(card.reading.hours)
            color: Theme.colors.inkSoft
        }
    }
}
