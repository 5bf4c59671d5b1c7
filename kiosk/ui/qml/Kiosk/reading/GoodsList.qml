pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.controls
import Kiosk.theme

// What of one material goes in here, and what does not, in rows of four.
Column {
    id: list

    property string material: ""
    property var accepted: []
    property var refused: []
    property real pictureSize: 112

    spacing: Theme.grid

    component Tiles: Grid {
        id: tiles

        property var names: []
        property bool good: true

        width: parent?.width ?? 0
        columns: 4
        rowSpacing: Theme.grid
        visible: names.length > 0

        Repeater {
            model: tiles.names

            GoodTile {
                required property string modelData

                objectName: modelData
                width: tiles.width / tiles.columns
                name: modelData
                material: list.material
                accepted: tiles.good
                pictureSize: list.pictureSize
            }
        }
    }

    BulletLine {
        width: parent.width
        centered: false
        visible: list.accepted.length > 0
        icon: "check"
        text: list.material === "books" ? qsTr("Books: these go in") : qsTr("Clothes: these go in")
        strong: true
        color: Theme.colors.leaf
    }

    Tiles {
        names: list.accepted
    }

    BulletLine {
        width: parent.width
        centered: false
        visible: list.refused.length > 0
        icon: "cross"
        text: qsTr("Please keep these out")
        strong: true
        color: Theme.colors.clay
    }

    Tiles {
        names: list.refused
        good: false
    }
}
