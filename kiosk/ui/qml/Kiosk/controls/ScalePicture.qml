import QtQuick
import Kiosk.theme

// A platform scale with a mark on it that it is not well.
WeighingPicture {
    scene: ({
            "base": "scale",
            "badge": ["warn", 290, 440]
        })
    accent: Theme.colors.clay
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("A scale that is not ready")
}
