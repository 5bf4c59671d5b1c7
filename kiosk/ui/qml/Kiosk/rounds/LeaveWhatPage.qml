import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// What stays with the resident?
Page {
    id: page

    required property SessionModel session

    StepPicture {
        anchors.fill: parent
        icon: "cross"
        name: qsTr("Something that stays")
    }

    words: Label {
        width: parent.width
        text: qsTr("What stays here?")
        size: Theme.titleSize
        strong: true
    }

    acts: [
        ActButton {
            objectName: "clothing"
            width: parent.width
            height: Math.max(implicitHeight, Theme.actHeight)
            primary: false
            text: qsTr("Clothes")
            onClicked: page.session.choose("clothing")
        },
        ActButton {
            objectName: "books"
            width: parent.width
            height: Math.max(implicitHeight, Theme.actHeight)
            primary: false
            text: qsTr("Books")
            onClicked: page.session.choose("books")
        },
        ActButton {
            objectName: "other"
            width: parent.width
            height: Math.max(implicitHeight, Theme.actHeight)
            primary: false
            text: qsTr("Something else, not accepted")
            onClicked: page.session.choose("other")
        },
        BackButton {
            objectName: "back"
            onClicked: page.session.back()
        }
    ]
}
