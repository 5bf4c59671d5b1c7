import QtQuick
import Kiosk.theme

// What staff do in this step of a scale check, or how it came out.
WeighingPicture {
    id: picture

    property string step: ""
    property bool container: false

    readonly property var onPlatform: ({
            "empty": {
                "base": "scale",
                "ghosts": [[200, 580, 180]],
                "arrows": [[290, 290, 180]]
            },
            "place": {
                "base": "scale",
                "weights": [[190, 404]],
                "arrows": [[290, 494, 0]]
            },
            "not_the_weight": {
                "base": "scale",
                "bags": [[190, 580, 200]],
                "badge": ["cross", 290, 240]
            },
            "remove": {
                "base": "scale",
                "weights": [[190, 580]],
                "arrows": [[290, 284, 180]]
            },
            "saving": {
                "base": "scale",
                "badge": ["held", 290, 440]
            },
            "passed": {
                "base": "scale",
                "badge": ["check", 290, 440]
            },
            "failed": {
                "base": "scale",
                "badge": ["cross", 290, 440]
            }
        })
    readonly property var inContainer: ({
            "empty": {
                "base": "bin",
                "badge": ["held", 400, 220]
            },
            "place": {
                "base": "bin",
                "weights": [[300, 240]],
                "arrows": [[400, 296, 0]]
            },
            "not_the_weight": {
                "base": "bin",
                "badge": ["cross", 400, 220]
            },
            "remove": {
                "base": "bin",
                "weights": [[300, 330]],
                "arrows": [[590, 250, 180]]
            },
            "saving": {
                "base": "bin",
                "badge": ["held", 400, 220]
            },
            "passed": {
                "base": "bin",
                "badge": ["check", 400, 220]
            },
            "failed": {
                "base": "bin",
                "badge": ["cross", 400, 220]
            }
        })

    scene: (container ? inContainer : onPlatform)[step] ?? {}
    accent: step === "failed" ? Theme.colors.clay : step === "not_the_weight" ? Theme.colors.attention : Theme.colors.leaf
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("A picture of this step of the scale check")
}
