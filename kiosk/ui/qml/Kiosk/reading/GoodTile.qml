import QtQuick
import Kiosk.controls
import Kiosk.theme

// One thing that people bring, drawn and named: with a tick where it goes in, struck through where it does not.
Item {
    id: tile

    property string name: ""
    property string material: ""
    property bool accepted: true
    property real pictureSize: 120

    implicitHeight: picture.height + word.implicitHeight + Theme.grid / 2
    Accessible.role: Accessible.StaticText
    Accessible.name: accepted ? qsTr("%1: goes in").arg(word.text) : qsTr("%1: does not go in").arg(word.text)

    Item {
        id: picture

        anchors.horizontalCenter: parent.horizontalCenter
        width: tile.pictureSize
        height: tile.pictureSize

        GoodDrawing {
            anchors.fill: parent
            anchors.margins: Theme.grid / 4
            opacity: tile.accepted ? 1 : 0.55
            name: tile.name
            body: !tile.accepted ? Theme.colors.inkSoft : tile.material === "books" ? Theme.colors.soil : Theme.colors.leafBright
            part: !tile.accepted ? Theme.colors.line : tile.material === "books" ? Theme.colors.sun : Theme.colors.sprout
            pen: !tile.accepted ? Theme.colors.ink : tile.material === "books" ? Theme.colors.card : Theme.colors.leafDeep
        }

        Rectangle { // the stroke
            anchors.centerIn: parent
            width: parent.width * 1.15
            height: 12
            radius: 6
            rotation: -45
            visible: !tile.accepted
            color: Theme.colors.clay
        }

        Rectangle { // the tick
            x: parent.width - width / 4
            visible: tile.accepted
            width: 48
            height: 48
            radius: 24
            color: Theme.colors.leaf

            Icon {
                anchors.centerIn: parent
                width: 30
                height: 30
                name: "check"
                color: Theme.colors.onLeaf
                weight: 7
            }
        }
    }

    Label {
        id: word

        anchors.bottom: parent.bottom
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        text: GoodsWords.words[tile.name] ?? ""
        size: Theme.landscape ? 36 : Theme.statusSize // four words beside each other
        color: tile.accepted ? Theme.colors.ink : Theme.colors.clay
        Accessible.ignored: true
    }
}
