import QtQuick
import Kiosk.controls
import Kiosk.theme

// A word beside what is shown, on one line.
Label {
    size: Theme.smallSize
    color: Theme.colors.inkSoft
    wrapMode: Text.NoWrap
    horizontalAlignment: Text.AlignLeft
}
