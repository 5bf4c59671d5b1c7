import QtQuick
import Kiosk.theme

// What is kept about a person, in five sentences: asked before the first credit, and to be read again at any time.
Column {
    id: lines

    property int size: Theme.large ? Theme.buttonSize : Theme.hintSize

    spacing: 1.5 * Theme.grid

    BulletLine {
        objectName: "kept"
        width: parent.width
        centered: false
        icon: "check"
        text: qsTr("We keep a code name, weights, grams saved and points")
        size: lines.size
    }

    BulletLine {
        objectName: "notKept"
        width: parent.width
        centered: false
        icon: "cross"
        text: qsTr("We keep no name, no phone number and no picture")
        size: lines.size
    }

    BulletLine {
        objectName: "whereTo"
        width: parent.width
        centered: false
        icon: "upload"
        text: qsTr("It goes to the Sprout platform, for your points")
        size: lines.size
    }

    BulletLine {
        objectName: "mayDecline"
        width: parent.width
        centered: false
        icon: "person"
        text: qsTr("You may say no and still drop off, as a guest")
        size: lines.size
    }

    BulletLine {
        objectName: "askedOnce"
        width: parent.width
        centered: false
        icon: "leaf"
        text: qsTr("If you agree, this kiosk will not ask you again")
        size: lines.size
    }
}
