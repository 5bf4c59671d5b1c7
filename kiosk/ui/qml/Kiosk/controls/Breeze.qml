pragma Singleton
import QtQuick
import Kiosk.theme

// What moves the plants: it rises while the scale moves, and dies down afterwards, also across a change of screen. In a
// calm nothing runs. The stem leans by ``lean`` and the leaves follow a moment later by ``flutter``, both from -1 to 1.
QtObject {
    id: breeze

    property bool blowing: false
    property real strength: blowing ? 1 : 0
    property real turn: 0 // radians
    readonly property real lean: strength * Math.sin(turn)
    readonly property real flutter: strength * Math.sin(turn - 0.9)

    Behavior on strength {
        NumberAnimation {
            duration: breeze.blowing ? 2 * Theme.quick : 4 * Theme.quick
            easing.type: breeze.blowing ? Easing.InOutSine : Easing.OutSine
        }
    }

    NumberAnimation on turn {
        running: breeze.strength > 0
        loops: Animation.Infinite
        from: 0
        to: 2 * Math.PI
        duration: 1500
    }
}
