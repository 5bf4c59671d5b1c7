import QtQuick
import Kiosk.controls
import Kiosk.theme

// Digits and capital letters, all of them at once, with the way back and the eraser below.
Column {
    id: pad

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
            height: Theme.touch
            onClicked: pad.backed()
        }

        Item {
            width: parent.width - back.width - eraser.width - 2 * parent.spacing
            height: 1
        }

        KeyButton {
            id: eraser

            objectName: "erase"
            width: 2 * keys.share + 12
            height: Theme.touch
            icon: "erase"
            name: qsTr("Delete the last letter")
            onClicked: pad.erased()
        }
    }
}
