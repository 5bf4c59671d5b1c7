import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// The sums in small print; a touch shows them at length.
Item {
    id: button

    required property CreditModel credit
    required property ReadingModel reading
    readonly property bool pressed: tap.pressed

    signal clicked

    implicitHeight: Math.max(Theme.touch, rows.height + 1.5 * Theme.grid)
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: ask.text
    Accessible.onPressAction: button.clicked()
    onClicked: button.reading.read("methodology")

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: button.pressed ? Theme.colors.tint : Theme.colors.card
        border.width: 3
        border.color: button.pressed ? Theme.colors.leaf : Theme.colors.line
    }

    Column {
        id: rows

        anchors.verticalCenter: parent.verticalCenter
        x: 1.5 * Theme.grid
        width: parent.width - 3 * Theme.grid

        SumLines {
            width: parent.width
            credit: button.credit
        }

        BulletLine {
            id: ask

            width: parent.width
            icon: "help"
            text: qsTr("How is this computed?")
            size: Theme.smallSize
            strong: true
            color: Theme.colors.leaf
        }
    }

    FocusRing {}

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: button.clicked()
    }
}
