pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.controls
import Kiosk.theme

// What bags of some weights grow, clothes above and books below; the last one blooms.
Column {
    id: garden

    property list<string> plants: []

    width: parent.width
    spacing: Theme.grid

    Repeater {
        model: ["clothing", "books"]

        Row {
            id: bed

            required property string modelData

            Repeater {
                model: garden.plants

                Column {
                    id: place

                    required property string modelData
                    required property int index

                    Plant {
                        width: garden.width / garden.plants.length
                        height: width
                        material: bed.modelData
                        growth: Number(place.modelData.split("|")[1])
                        bloom: place.index === garden.plants.length - 1
                    }

                    Note {
                        width: garden.width / garden.plants.length
                        text: place.modelData.split("|")[0]
                        horizontalAlignment: Text.AlignHCenter
                    }
                }
            }
        }
    }
}
