import QtQuick
import Kiosk.theme

// Text in the house's type, 1.3 lines apart by the font's own measure. Give it a width, and it wraps; nothing is cut off.
Text {
    id: label

    property int size: Theme.bodySize
    property bool strong: false

    // Lines of like length: a wrapped text gets no more width than its lines need, so no last character stands alone.
    readonly property real naturalWidth: Math.ceil(natural.advanceWidth) + 2
    readonly property int linesNeeded: width > 0 && wrapMode !== Text.NoWrap && naturalWidth > width ? Math.ceil(naturalWidth / (width * fill)) : 1
    readonly property real fill: longestWord(text) > 0 ? 0.94 : 1 // words of letters seldom reach the end of a line
    readonly property real lostAtEnds: Math.max(2.2 * size, 0.5 * size * longestWord(text) * (linesNeeded - 1) / linesNeeded)
    readonly property real balancedWidth: naturalWidth / linesNeeded + lostAtEnds
    readonly property bool wraps: linesNeeded > 1 && text.indexOf("\n") < 0
    readonly property bool balanced: wraps && pause === 0 && balancedWidth < width
    readonly property real spare: balanced ? width - balancedWidth : 0

    // Chinese breaks between any two hanzi, so two lines part where one pauses: how wide the first is then, 0 for none.
    readonly property real pause: wraps && linesNeeded === 2 ? firstLine(text, width, metrics.height) : 0

    function longestWord(words: string): int {
        return Math.max(0, ...(words.match(/[\u0021-\u024f]+/g) ?? []).map(word => word.length));
    }

    function firstLine(words: string, room: real, _height: real): real { // the height tells of another font
        const parts = words.match(/[^，。；？]+[，。；？]*/g) ?? [];
        let best = 0, least = room;
        for (let i = 1; i < parts.length; i++) {
            const first = metrics.advanceWidth(parts.slice(0, i).join("")) + 4;
            const second = metrics.advanceWidth(parts.slice(i).join("")) + 4;
            const longer = Math.max(first, second);
            if (longer <= least && 3 * Math.min(first, second) >= longer) { // no few characters alone
                best = first;
                least = longer;
            }
        }
        return best;
    }

    onPauseChanged: forceLayout() // nothing else tells that the lines are to be laid out anew
    onLineLaidOut: line => {
        if (pause > 0 && line.number === 0) {
            if (horizontalAlignment === Text.AlignHCenter)
                line.x = (width - pause) / 2;
            else if (horizontalAlignment === Text.AlignRight)
                line.x = width - pause;
            line.width = pause;
        }
    }

    leftPadding: horizontalAlignment === Text.AlignRight ? spare : horizontalAlignment === Text.AlignHCenter ? spare / 2 : 0
    rightPadding: spare - leftPadding
    color: Theme.colors.ink
    font.family: Theme.family
    font.pixelSize: size
    font.weight: strong ? Font.Bold : Font.Normal
    textFormat: Text.PlainText
    wrapMode: Text.WordWrap
    horizontalAlignment: Theme.landscape ? Text.AlignLeft : Text.AlignHCenter
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    FontMetrics {
        id: metrics

        font: label.font
    }

    TextMetrics {
        id: natural

        font: label.font
        text: label.text
    }
}
