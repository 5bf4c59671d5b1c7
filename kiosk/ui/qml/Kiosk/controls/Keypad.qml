pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.theme

// Ten digits as on a telephone, with the way back at the left of the nought and the eraser at its right.
Grid {
    id: pad

    property int keyHeight: Theme.actHeight
    property bool open: true // false: digits are not taken now
    readonly property real share: (width - (columns - 1) * columnSpacing) / columns

    signal pressed(digit: int)
    signal erased
    signal backed

    width: columns * Theme.actHeight + (columns - 1) * columnSpacing // until somebody knows better
    columns: 3
    columnSpacing: 1.5 * Theme.grid
    rowSpacing: 1.5 * Theme.grid

    Repeater {
        model: 9

        KeyButton {
            required property int index

            objectName: "key" + (index + 1)
            width: pad.share
            height: pad.keyHeight
            rests: !pad.open
            text: index + 1
            onClicked: pad.pressed(index + 1)
        }
    }

    BackButton {
        objectName: "back"
        width: pad.share
        height: pad.keyHeight
        onClicked: pad.backed()
    }

    KeyButton {
        objectName: "key0"
        width: pad.share
        height: pad.keyHeight
        rests: !pad.open
        text: "0"
        onClicked: pad.pressed(0)
    }

    KeyButton {
        objectName: "erase"
        width: pad.share
        height: pad.keyHeight
        rests: !pad.open
        icon: "erase"
        name: qsTr("Delete the last digit")
        onClicked: pad.erased()
    }
}
