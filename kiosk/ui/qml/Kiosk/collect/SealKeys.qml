pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.controls
import Kiosk.theme

// Letters, digits and the hyphen: what the number of a seal is made of.
Grid {
    id: keys

    readonly property string signs: "1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ-"
    readonly property real share: Math.floor((width - (columns - 1) * columnSpacing) / columns)

    signal pressed(sign: string)
    signal erased

    columns: Theme.landscape ? 13 : 7
    columnSpacing: 12
    rowSpacing: 12

    Repeater {
        model: keys.signs.length

        KeyButton {
            required property int index

            objectName: "sign" + text
            width: keys.share
            height: Theme.touch
            text: keys.signs.charAt(index)
            onClicked: keys.pressed(text)
        }
    }

    KeyButton {
        objectName: "erase"
        width: keys.share
        height: Theme.touch
        icon: "erase"
        name: qsTr("Delete the last sign")
        onClicked: keys.erased()
    }
}
