import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// A breath while the record becomes durable. Nothing to touch.
Page {
    id: screen

    required property CreditModel credit

    Plant {
        anchors.fill: parent
        material: screen.credit.material
        growth: screen.credit.growth
    }

    words: [
        Figure {
            width: parent.width
            value: screen.credit.netText
            unit: Words.unitOf(screen.credit.material)
        },
        Label {
            width: parent.width
            text: qsTr("Recording. One\u00a0moment")
            size: Theme.titleSize
            strong: true
            color: Theme.colors.leaf
        }
    ]

    acts: Item {
        width: 1
        height: Theme.actHeight
    }
}
