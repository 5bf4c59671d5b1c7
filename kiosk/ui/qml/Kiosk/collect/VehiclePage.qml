import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// What a vehicle's scale said, in whole kilograms.
Page {
    id: page

    required property SessionModel session
    required property CollectModel collect

    Column {
        x: Theme.landscape ? Theme.margin / 2 : 0
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x
        spacing: 2 * Theme.grid

        Label {
            objectName: "title"
            width: parent.width
            text: qsTr("What does the vehicle's scale say?")
            size: Theme.titleSize
            strong: true
        }

        Figure {
            objectName: "weight"
            width: parent.width
            value: page.collect.typed
            unit: qsTr("kg")
            color: Theme.colors.leaf
        }

        Label {
            width: parent.width
            visible: page.collect.trouble === ""
            text: qsTr("The load alone, without the vehicle")
            color: Theme.colors.inkSoft
        }

        BulletLine {
            objectName: "trouble"
            width: parent.width
            visible: text !== ""
            icon: "warn"
            text: CollectWords.trouble(page.collect.trouble)
            strong: true
            color: Theme.colors.attention
        }
    }

    acts: Column {
        width: parent.width
        spacing: Theme.grid

        Keypad {
            width: parent.width
            keyHeight: 124
            onPressed: digit => page.collect.press(digit)
            onErased: page.collect.erase()
            onBacked: page.session.back()
        }

        ActButton {
            objectName: "enter"
            width: parent.width
            rests: !(Number(page.collect.typed) > 0)
            text: qsTr("That is the weight")
            onClicked: page.collect.enterWeight()
        }
    }
}
