import QtQuick
import QtQuick.Shapes

// A line drawing on a grid of 48 by 48. A name without a drawing draws nothing.
Item {
    id: icon

    property string name: ""
    property color color: "black"
    property real weight: 4 // line width on the grid

    readonly property var drawings: ({
            "online": "M7 20A25 25 0 0 1 41 20M14 28A15 15 0 0 1 34 28M24 37L24 37.5",
            "offline": "M7 20A25 25 0 0 1 41 20M14 28A15 15 0 0 1 34 28M24 37L24 37.5M8 42L40 6",
            "paused": "M17 11L17 37M31 11L31 37",
            "not_enrolled": "M24 6A18 18 0 1 1 23.9 6ZM24 15L24 26M24 33L24 33.5",
            "upload": "M24 40L24 11M12 22L24 10L36 22",
            "scale": "M6 15L42 15L42 22L6 22ZM12 22L12 40L36 40L36 22M20 31L28 31",
            "warn": "M24 7L44 41L4 41ZM24 19L24 29M24 35L24 35.5",
            "back": "M29 10L15 24L29 38",
            "check": "M8 25L19 36L41 12",
            "place": "M24 5L24 30M12 20L24 32L36 20M6 42L42 42",
            "clear_first": "M24 32L24 7M12 18L24 6L36 18M6 42L42 42",
            "moving": "M5 17C11 8 18 26 24 17C30 8 37 26 43 17M5 33C11 24 18 42 24 33C30 24 37 42 43 33",
            "too_light": "M40 7C22 8 12 18 12 34M12 34C28 34 39 24 40 7M12 34L7 41M12 34L28 18",
            "too_heavy": "M8 41L14 19L34 19L40 41ZM18 19A7 7 0 1 1 30 19",
            "over_drop_cap": "M24 5L24 18M24 18L11 30L11 42M24 18L37 30L37 42",
            "below_zero": "M6 16L42 16M24 42L24 26M14 34L24 24L34 34",
            "step_back": "M42 6L42 42M31 24L7 24M18 12L6 24L18 36",
            "taken_out": "M8 26L8 42L40 42L40 26M24 34L24 7M14 17L24 6L34 17",
            "held": "M12 6L36 6M12 42L36 42M16 6C16 19 24 20 24 24C24 20 32 19 32 6M16 42C16 29 24 28 24 24C24 28 32 29 32 42",
            "arrow": "M24 6L24 40M10 27L24 42L38 27",
            "help": "M24 5A19 19 0 1 1 23.9 5ZM17 19C17 10 31 10 31 19C31 25 24 24 24 29M24 35L24 35.5",
            "cross": "M11 11L37 37M37 11L11 37",
            "power": "M27 4L11 27L22 27L20 44L37 20L26 20Z",
            "scan": "M6 15L6 6L15 6M33 6L42 6L42 15M42 33L42 42L33 42M15 42L6 42L6 33M8 24L40 24",
            "bin": "M10 14L38 14L35 43L13 43ZM6 14L42 14M19 14L19 7L29 7L29 14M19 22L20 35M29 22L28 35",
            "seal": "M24 4A12 12 0 1 1 23.9 4ZM18 26L14 44L24 38L34 44L30 26M19 16L23 20L30 12",
            "vehicle": "M4 12L28 12L28 34L4 34ZM28 20L38 20L44 27L44 34L28 34M12 34A4.5 4.5 0 1 0 12.1 34M36 34A4.5 4.5 0 1 0 36.1 34",
            "clock": "M24 5A19 19 0 1 1 23.9 5ZM24 13L24 25L32 30",
            "renew": "M40 24A16 16 0 1 1 34.5 12M35 3L35 13L25 13",
            "stopped": "M24 5A19 19 0 1 1 23.9 5ZM11 11L37 37",
            "badge": "M9 14L39 14L39 44L9 44ZM18 3L24 14L30 3M24 21A4.5 4.5 0 1 1 23.9 21ZM16 38C16 31 32 31 32 38",
            "lock": "M9 22L39 22L39 42L9 42ZM15 22L15 15A9 9 0 0 1 33 15L33 22",
            "ledger": "M10 5L34 5L38 9L38 43L10 43ZM16 15L32 15M16 23L32 23M16 31L26 31",
            "camera": "M5 14L14 14L18 8L30 8L34 14L43 14L43 39L5 39ZM24 18A8 8 0 1 1 23.9 18Z",
            "person": "M24 5A8.5 8.5 0 1 1 23.9 5ZM8 42C8 27 40 27 40 42",
            "erase": "M16 10L43 10L43 38L16 38L4 24ZM23 18L35 30M35 18L23 30",
            "brighter": "M24 15A9 9 0 1 1 23.9 15ZM24 3L24 7M24 41L24 45M3 24L7 24M41 24L45 24M9 9L12 12M36 36L39 39M39 9L36 12M12 36L9 39",
            "darker": "M29 6A19 19 0 1 0 42 31A16 16 0 0 1 29 6Z",
            "closer": "M18 6L6 6L6 18M30 42L42 42L42 30M6 6L19 19M42 42L29 29",
            "next": "M18 8L34 24L18 40",
            "home": "M5 25L24 7L43 25M11 20L11 42L37 42L37 20M20 42L20 29L28 29L28 42",
            "phone": "M13 4L20 14L15 20C18 27 22 31 28 34L34 28L44 35C44 40 41 44 36 44C18 43 5 29 4 12C4 8 8 4 13 4Z",
            "note": "M8 6L40 6L40 31L30 42L8 42ZM40 31L30 31L30 42M15 15L33 15M15 24L27 24",
            "bag": "M9 16L39 16L42 43L6 43ZM16 22L16 13C16 2 32 2 32 13L32 22",
            "language": "M24 5A19 19 0 1 1 23.9 5ZM24 5C12 15 12 33 24 43C36 33 36 15 24 5ZM6 18L42 18M6 30L42 30",
            "larger": "M4 40L11 20L18 40M6.5 33L15.5 33M20 40L32 7L44 40M24.5 28L39.5 28",
            "larger_zh": "M3 28L19 28M11 22C11 31 8 37 2 42M11 28C13 34 16 38 20 42M19 15L46 15M32 5C32 22 27 34 17 43M32 15C35 28 39 36 46 42",
            "lower": "M21 4A3.5 3.5 0 1 1 20.9 4ZM21 14L21 28L33 28L38 40L43 38M21 20L31 20M15 21A11.5 11.5 0 1 0 31 36",
            "contrast": "M24 5A19 19 0 1 1 23.9 5ZM24 5L24 43M29 8L29 40M34 10L34 38M39 15L39 33",
            "sound_loud": "M5 18L13 18L24 8L24 40L13 30L5 30ZM31 17A9 9 0 0 1 31 31M36 9A19 19 0 0 1 36 39",
            "sound_soft": "M5 18L13 18L24 8L24 40L13 30L5 30ZM31 17A9 9 0 0 1 31 31",
            "sound_off": "M5 18L13 18L24 8L24 40L13 30L5 30ZM32 18L44 30M44 18L32 30",
            "again": "M13 19A11 11 0 1 1 35 22C33 28 28 29 28 36A6 6 0 0 1 16 38M20 20A4.5 4.5 0 1 1 29 22C28 25 24 25 24 29",
            "more": "M7 21A3 3 0 1 1 6.9 21ZM24 21A3 3 0 1 1 23.9 21ZM41 21A3 3 0 1 1 40.9 21Z",
            "leaf": "M8 40C8 18 20 8 41 7C42 28 30 40 12 36M8 40L26 22"
        })

    implicitWidth: 48
    implicitHeight: 48

    Shape {
        width: 48
        height: 48
        anchors.centerIn: parent
        scale: Math.min(icon.width, icon.height) / 48
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: icon.color
            strokeWidth: icon.weight
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: icon.drawings[icon.name] ?? ""
            }
        }
    }
}
