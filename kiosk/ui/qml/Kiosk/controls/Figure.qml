import QtQuick
import Kiosk.theme

// A number and its smaller unit on one baseline. Shrinks rather than leave its width; the digits stand still. Without a
// value it says so with dashes: a single one reads as the Chinese for 1.
Item {
    id: figure

    property string value: ""
    property string unit: ""
    property int size: Theme.figureSize
    property color color: Theme.colors.ink
    property real unitShare: 0.36 // of the digits' size
    property int alignment: Theme.landscape ? Text.AlignLeft : Text.AlignHCenter

    readonly property bool blank: value === ""
    readonly property real natural: probe.advanceWidth + gap + unitProbe.advanceWidth
    readonly property real gap: unit === "" ? 0 : size * 0.1
    readonly property real fit: natural > width && width > 0 ? width / natural : 1
    property real limit: 1 // a neighbour that must be of the same size
    readonly property int fitted: Math.floor(size * Math.min(fit, limit))

    implicitHeight: Math.round(fitted * 1.06) // the digits are 0.73 of it; the line around them is 1.3
    Accessible.role: Accessible.StaticText
    Accessible.name: value + " " + unit
    Accessible.ignored: value === ""

    TextMetrics {
        id: probe

        font.family: Theme.family
        font.pixelSize: figure.size
        font.weight: Font.Bold
        text: number.text
    }

    TextMetrics {
        id: unitProbe

        font.family: Theme.family
        font.pixelSize: figure.size * figure.unitShare
        font.weight: Font.Bold
        text: unitLabel.text
    }

    Row {
        y: (figure.height - height) / 2
        x: figure.alignment === Text.AlignHCenter ? (figure.width - width) / 2 : 0
        spacing: figure.fitted * figure.gap / figure.size

        Label {
            id: number

            objectName: "figure"
            text: figure.blank ? "- - -" : figure.value
            size: figure.fitted
            strong: true
            color: figure.blank ? Theme.colors.inkSoft : figure.color
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        Label {
            id: unitLabel

            anchors.baseline: number.baseline
            text: figure.blank ? "" : figure.unit
            size: Math.max(Theme.smallSize, Math.floor(figure.fitted * figure.unitShare))
            strong: true
            color: figure.color
            wrapMode: Text.NoWrap
            visible: text !== ""
            Accessible.ignored: true
        }
    }
}
