import QtQuick
import Kiosk.controls
import Kiosk.theme

// Digits and capital letters, all of them at once, with the way back and the eraser below; what was typed may stand
// between those.
Column {
    id: pad

    property string shown: ""

    signal pressed(letter: string)
    signal erased
    signal backed

    spacing: 12

    SignKeys {
        id: keys

        width: parent.width
        onPressed: sign => pad.pressed(sign)
    }

    Row {
        width: parent.width
        spacing: 12

        BackButton {
            id: back

            objectName: "back"
            height: 132
            onClicked: pad.backed()
        }

        Figure {
            objectName: "code"
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - back.width - eraser.width - 2 * parent.spacing
            alignment: Text.AlignHCenter
            size: Theme.titleSize
            value: pad.shown
        }

        KeyButton {
            id: eraser

            objectName: "erase"
            width: 2 * keys.share + 12
            height: 132
            icon: "erase"
            name: qsTr("Delete the last letter")
            onClicked: pad.erased()
        }
    }
}
