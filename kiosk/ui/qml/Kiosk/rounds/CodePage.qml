import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// Whose order is it? A pass or a card is held to the reader, or the order's code is scanned, or said and typed.
Page {
    id: page

    required property SessionModel session
    required property RoundModel round

    split: false

    Column {
        width: parent.width
        topPadding: (Theme.landscape ? 1 : 3) * Theme.grid
        spacing: (Theme.landscape ? 0.5 : 2) * Theme.grid

        Label {
            width: parent.width
            text: qsTr("Please show your Sprout code or card")
            size: Theme.landscape || Theme.large ? Theme.hintSize : Theme.titleSize
            strong: true
        }

        Label {
            width: parent.width
            visible: page.session.notice === "" || !(Theme.landscape || Theme.large)
            text: qsTr("Or say the code of the order:")
            color: Theme.colors.inkSoft
        }

        Figure {
            objectName: "code"
            width: parent.width
            visible: !Theme.landscape
            value: page.round.typed
        }
    }

    acts: LetterPad {
        width: parent.width
        shown: Theme.landscape ? page.round.typed : ""
        onPressed: letter => page.round.press(letter)
        onErased: page.round.erase()
        onBacked: page.session.back()
    }
}
