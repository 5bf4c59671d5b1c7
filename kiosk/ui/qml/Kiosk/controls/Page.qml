import QtQuick
import Kiosk.theme

// The plan of every screen: a picture, words under it, acts over the bar at the bottom. In landscape the picture stands at
// the left, and the bar under it.
Item {
    id: page

    default property alias picture: pictureSlot.data
    property alias words: wordsSlot.data
    property alias acts: actsSlot.data
    property bool split: true // false: one column in landscape too
    property bool drawing: split // what stands in the picture's place is a drawing: it shrinks where the page is brought down
    property real wordsSpacing: 1.5 * Theme.grid

    readonly property bool beside: Theme.landscape && split
    readonly property real low: drawing && !beside ? Theme.low : 0
    readonly property real columnX: beside ? width * Theme.pictureShare : Theme.margin
    readonly property real columnWidth: width - columnX - Theme.margin
    readonly property real floor: height - (beside ? Theme.margin / 2 : Theme.barHeight + Theme.grid / 2)
    readonly property real wordsTop: wordsSlot.y
    readonly property real room: actsSlot.y - (beside ? 1.5 * Theme.grid : 3.5 * Theme.grid)
    // Many words in large type: they shrink a little rather than run under the acts.
    readonly property real fit: wordsSlot.height > room && room > 0 ? room / wordsSlot.height : 1

    Icon { // calm paper where the page was
        anchors.horizontalCenter: parent.horizontalCenter
        y: (page.low - height) / 2
        width: 0.36 * page.low
        height: width
        visible: pictureSlot.y > 0
        name: "leaf"
        color: Theme.colors.line
        weight: 1.5
    }

    Item {
        id: pictureSlot

        readonly property real end: page.beside ? page.height - Theme.barHeight - Theme.grid : (wordsSlot.height > 0 ? wordsSlot.y : actsSlot.y) - 2 * Theme.grid

        x: page.beside ? Theme.margin / 2 : Theme.margin
        y: end - page.low > 240 ? page.low : 0 // the words come first: without room under it, it stays above them
        width: page.beside ? page.columnX - Theme.margin : page.width - 2 * Theme.margin
        height: Math.max(0, end - y)
    }

    Column {
        id: wordsSlot

        x: page.columnX
        y: page.beside ? Math.max(0, (actsSlot.y - height * page.fit) / 2) : page.room - height * page.fit
        width: page.columnWidth
        scale: page.fit
        transformOrigin: Theme.landscape ? Item.TopLeft : Item.Top // on the side where its lines begin
        spacing: page.wordsSpacing
    }

    Column {
        id: actsSlot

        x: page.columnX
        y: page.floor - height
        width: page.columnWidth
        spacing: 1.5 * Theme.grid
    }
}
