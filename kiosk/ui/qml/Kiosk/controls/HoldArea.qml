import QtQuick
import Kiosk.theme

// Held long enough it does what a touch must not: open what only staff look for, or sign. A bar shows how far the hold is.
Item {
    id: area

    property int holdMs: 3000
    property int touchMs: 500 // shorter is a touch, longer the begin of a hold
    property real progress: 0 // of the hold, 0 to 1

    signal held
    signal touched

    Rectangle {
        objectName: "holdProgress"
        anchors.bottom: parent.bottom
        x: Theme.margin
        width: (parent.width - Theme.margin) * area.progress
        height: 8
        radius: 4
        color: Theme.colors.leaf
        visible: area.progress > 0
    }

    SequentialAnimation {
        running: hold.pressed
        onStopped: area.progress = 0

        PauseAnimation {
            duration: area.touchMs
        }

        ScriptAction {
            script: hold.begun = true
        }

        NumberAnimation {
            target: area
            property: "progress"
            from: 0
            to: 1
            duration: area.holdMs - area.touchMs
        }
    }

    TapHandler {
        id: hold

        property bool begun: false

        longPressThreshold: area.holdMs / 1000
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onPressedChanged: if (pressed)
            begun = false
        onTapped: if (!begun)
            area.touched()
        onLongPressed: area.held()
    }
}
