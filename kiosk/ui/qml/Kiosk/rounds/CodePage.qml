import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// Whose order is it? A pass or a card is held to the reader, or the order's code is scanned, or said and typed.
Page {
    id: page

    required property SessionModel session
    required property RoundModel round

    readonly property bool tight: Theme.landscape && Theme.large && session.notice !== ""

    split: false

    Column {
        width: parent.width
        topPadding: Theme.landscape ? 0 : (Theme.large ? 1 : 3) * Theme.grid
        spacing: page.tight ? 0 : (Theme.landscape ? 0.5 : Theme.large ? 1 : 2) * Theme.grid

        Label {
            width: parent.width
            text: qsTr("Please show your Sprout code or card")
            size: page.tight ? Theme.bodySize : Theme.landscape || Theme.large ? Theme.hintSize : Theme.titleSize
            strong: true
        }

        Grid {
            x: Theme.landscape ? 0 : (parent.width - width) / 2
            columns: Theme.landscape ? 2 : 1
            columnSpacing: 2 * Theme.grid
            rowSpacing: Theme.grid
            horizontalItemAlignment: Grid.AlignHCenter
            verticalItemAlignment: Grid.AlignBottom

            Label {
                text: qsTr("Or say the code of the order:")
                wrapMode: Text.NoWrap
                color: Theme.colors.inkSoft
            }

            CodeCells {
                objectName: "code"
                letters: page.round.typed
                size: page.tight ? Theme.bodySize : Theme.landscape || Theme.large ? Theme.hintSize : Theme.titleSize
            }
        }
    }

    acts: LetterPad {
        width: parent.width
        onPressed: letter => page.round.press(letter)
        onErased: page.round.erase()
        onBacked: page.session.back()
    }
}
