import QtQuick
import Kiosk.theme

// Text in the house's type, 1.3 lines apart by the font's own measure. Give it a width, and it wraps; nothing is cut off.
Text {
    id: label

    property int size: Theme.bodySize
    property bool strong: false

    // Lines of like length: a wrapped text gets no more width than its lines need, so no last character stands alone.
    readonly property real naturalWidth: Math.ceil(natural.advanceWidth) + 2
    readonly property int linesNeeded: width > 0 && wrapMode !== Text.NoWrap ? Math.ceil(naturalWidth / width) : 1
    readonly property real balancedWidth: naturalWidth / linesNeeded + 2.2 * size
    readonly property bool balanced: linesNeeded > 1 && text.indexOf("\n") < 0 && balancedWidth < width
    readonly property real spare: balanced ? width - balancedWidth : 0

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

    TextMetrics {
        id: natural

        font: label.font
        text: label.text
    }
}
