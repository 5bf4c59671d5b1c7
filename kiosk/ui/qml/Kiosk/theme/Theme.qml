pragma Singleton
import QtQuick

// The look in one place: colour roles, type scale, spacing. Sizes are design pixels; Main scales them to the window.
QtObject {
    id: theme

    property string scheme: "light" // light, night or contrast
    property bool large: false // 大字: all type a quarter larger
    property bool landscape: false
    property real low: 0 // brought down: what is touched begins so far below the top of a page; 0: wherever it looks best
    property bool motion: true // false: animated things stand in their final position

    readonly property Roles colors: scheme === "night" ? night : scheme === "contrast" ? contrast : light

    readonly property string family: "Greensprout Sans"
    readonly property real factor: large ? 1.25 : 1
    readonly property int weightSize: (landscape ? 220 : 260) * factor
    readonly property int figureSize: (landscape ? 116 : 140) * factor
    readonly property int titleSize: 76 * factor
    readonly property int hintSize: 64 * factor
    readonly property int buttonSize: 52 * factor
    readonly property int bodySize: 44 * factor
    readonly property int smallSize: 36 * factor
    readonly property int statusSize: large ? 40 : 36
    readonly property int barSize: large ? 44 : 40
    readonly property real lineHeight: 1.3 // built into the font

    readonly property int grid: 16
    readonly property int margin: 64
    readonly property int radius: 28
    readonly property int touch: 120
    readonly property int actHeight: 160
    readonly property int barHeight: 136 // of the bar at the bottom
    readonly property real pictureShare: 0.46 // of the width, in landscape
    readonly property real dimming: 0.35 // of the light that an empty place does without at night
    readonly property real asleep: 0.7 // of the light of what a sleeping screen shows
    readonly property int quick: 180 // milliseconds

    readonly property Roles light: Roles {
        paper: "#F6F3EA"
        card: "#FFFDF7"
        tint: "#E9EDD6"
        ink: "#16241C"
        inkSoft: "#4B5A50"
        line: "#D8D3C3"
        leaf: "#1F6B45"
        leafDeep: "#12452C"
        onLeaf: "#FFFFFF"
        leafBright: "#2E9A62"
        sprout: "#A8D86E"
        onSprout: "#16241C"
        sun: "#F2A900"
        onSun: "#16241C"
        attention: "#8A5A00"
        clay: "#B23A2E"
        onClay: "#FFFFFF"
        sky: "#2F6690"
        soil: "#7A4E2D"
        soilLight: "#9B6B45"
    }
    readonly property Roles night: Roles {
        paper: "#0F1A14"
        card: "#18261E"
        tint: "#1B2C21"
        ink: "#EAF2E3"
        inkSoft: "#A9B8AC"
        line: "#33453A"
        leaf: "#8FD694"
        leafDeep: "#5FA468"
        onLeaf: "#0F1A14"
        leafBright: "#2E9A62"
        sprout: "#A8D86E"
        onSprout: "#16241C"
        sun: "#F2A900"
        onSun: "#16241C"
        attention: "#F2A900"
        clay: "#FF9C8F"
        onClay: "#0F1A14"
        sky: "#9CC9EC"
        soil: "#9C6A44"
        soilLight: "#C79B74"
    }
    readonly property Roles contrast: Roles {
        paper: "#FFFFFF"
        card: "#FFFFFF"
        tint: "#F0F0F0"
        ink: "#000000"
        inkSoft: "#000000"
        line: "#000000"
        leaf: "#00401F"
        leafDeep: "#000000"
        onLeaf: "#FFFFFF"
        leafBright: "#00602F"
        sprout: "#3C983C"
        onSprout: "#000000"
        sun: "#FFE600"
        onSun: "#000000"
        attention: "#000000"
        clay: "#8A0000"
        onClay: "#FFFFFF"
        sky: "#00305A"
        soil: "#3A2110"
        soilLight: "#5A3820"
    }
}
