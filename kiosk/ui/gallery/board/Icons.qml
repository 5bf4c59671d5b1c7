pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.controls
import Kiosk.theme

// Every drawing that there is, by its name.
Grid {
    id: icons

    width: parent.width
    columns: 6
    rowSpacing: 1.5 * Theme.grid

    Icon {
        id: all

        visible: false
    }

    Repeater {
        model: Object.keys(all.drawings)

        Row {
            id: one

            required property string modelData

            width: icons.width / icons.columns
            spacing: Theme.grid

            Icon {
                width: 72
                height: 72
                name: one.modelData
                color: Theme.colors.ink
            }

            Note {
                anchors.verticalCenter: parent.verticalCenter
                text: one.modelData
                size: 26
            }
        }
    }
}
