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

    Clothes {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        visible: Theme.landscape
    }

    words: [
        Clothes {
            width: parent.width
            visible: !Theme.landscape
        },
        GoodsList {
            width: parent.width
            material: "books"
            accepted: page.reading.booksAccepted
            refused: page.reading.booksRefused
            pictureSize: page.pictureSize
        }
    ]

    acts: ReturnButton {
        width: parent.width
        session: page.session
    }
}
