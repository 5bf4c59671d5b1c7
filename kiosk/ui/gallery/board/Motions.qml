pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.theme

// What moves, how long, and how.
Column {
    width: parent.width

    Repeater {
        model: [["the sprout, with the weight", Theme.quick + " ms", "out, quadratic"], ["its sway, while the scale moves", "520 ms a side", "in and out, sine"], ["the bloom, once, when it counts", "600 ms", "out, and back a little"], ["a key under a finger", "the next frame", "none"], ["digits", "never", "they are the instrument"]]

        Row {
            id: row

            required property list<string> modelData

            Repeater {
                model: row.modelData

                Note {
                    required property string modelData

                    width: 620
                    text: modelData
                }
            }
        }
    }
}
