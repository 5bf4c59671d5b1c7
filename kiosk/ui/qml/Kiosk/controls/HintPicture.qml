import QtQuick
import Kiosk.theme

// Why there is nothing to confirm yet, as a picture: one scene for each hint and way of weighing.
WeighingPicture {
    id: picture

    property string hint: ""
    property bool container: false

    readonly property var onPlatform: ({
            "starting": {
                "base": "scale",
                "badge": ["held", 290, 440]
            },
            "place": {
                "base": "scale",
                "bags": [[196, 420, 210]],
                "arrows": [[301, 500, 0]]
            },
            "step_back": {
                "base": "scale",
                "baseX": 108,
                "baseScale": 0.78,
                "bags": [[375, 627, 160]],
                "person": [86, 690],
                "arrows": [[150, 226, 90]]
            },
            "clear_first": {
                "base": "scale",
                "ghosts": [[290, 580, 190]],
                "bags": [[96, 420, 200]],
                "arrows": [[385, 300, 180]]
            },
            "too_light": {
                "base": "scale",
                "ghosts": [[180, 580, 230]],
                "shirt": [235, 464, 120]
            },
            "too_heavy": {
                "base": "scale",
                "bags": [[140, 580, 180], [330, 580, 180], [228, 394, 180]],
                "arrows": [[318, 130, 180]]
            },
            "over_drop_cap": {
                "bags": [[290, 370, 220], [170, 680, 160], [470, 680, 160]],
                "arrows": [[270, 440, 40], [530, 440, -40]]
            },
            "below_zero": {
                "base": "scale",
                "tilt": 5,
                "stone": true,
                "badge": ["warn", 290, 410]
            }
        })
    readonly property var inContainer: ({
            "starting": {
                "base": "bin",
                "badge": ["held", 400, 220]
            },
            "place": {
                "base": "bin",
                "bags": [[310, 226, 180]],
                "arrows": [[400, 290, 0]]
            },
            "step_back": {
                "base": "bin",
                "baseX": 110,
                "person": [86, 690],
                "arrows": [[150, 226, 90]]
            },
            "clear_first": {
                "base": "bin",
                "badge": ["held", 400, 220]
            },
            "too_light": {
                "base": "bin",
                "ghosts": [[295, 316, 210]],
                "shirt": [346, 208, 110]
            },
            "too_heavy": {
                "base": "bin",
                "bags": [[254, 372, 150], [400, 372, 150], [320, 300, 160]],
                "badge": ["warn", 610, 230]
            },
            "over_drop_cap": {
                "base": "bin",
                "baseX": 110,
                "bags": [[390, 400, 240]],
                "person": [86, 690],
                "badge": ["warn", 250, 200]
            },
            "below_zero": {
                "base": "bin",
                "tilt": 4,
                "stone": true,
                "badge": ["warn", 400, 210]
            },
            "taken_out": {
                "base": "bin",
                "baseX": 60,
                "bags": [[58, 636, 176]],
                "back": true
            }
        })

    scene: (container ? inContainer : onPlatform)[hint] ?? {}
    accent: hint === "place" || hint === "starting" ? Theme.colors.leaf : Theme.colors.attention
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("A picture of what to do at the scale")
}
