pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// What goes in here and what does not, as this place says.
Page {
    id: page

    required property SessionModel session
    required property ReadingModel reading

    readonly property real pictureSize: Theme.large || Theme.landscape ? 116 : 136

    wordsSpacing: (Theme.landscape ? 1 : 2) * Theme.grid

    component Clothes: GoodsList {
        material: "clothing"
        accepted: page.reading.clothingAccepted
        refused: page.reading.clothingRefused
        pictureSize: page.pictureSize
    }

    Clothes { // its heading on one line with that of the books
        id: beside

        y: page.wordsTop
        width: parent.width
        visible: Theme.landscape
    }

    words: [
        Clothes {
            width: parent.width
            visible: !Theme.landscape
        },
        GoodsList {
            id: books

            width: parent.width
            material: "books"
            accepted: page.reading.booksAccepted
            refused: page.reading.booksRefused
            pictureSize: page.pictureSize
        },
        Item {
            width: 1
            height: Math.max(0, Math.min(beside.height, page.room) - books.height - page.wordsSpacing)
            visible: Theme.landscape && height > 0
        }
    ]

    acts: ReturnButton {
        width: parent.width
        session: page.session
    }
}
