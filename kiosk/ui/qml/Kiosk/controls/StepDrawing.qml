import QtQuick

// One of the three things to do here, drawn: 1 show the code, 2 say what it is, 3 put the bag on the scale (or into the bin).
Item {
    id: drawing

    property int step: 1
    property bool container: false

    PassPicture {
        anchors.fill: parent
        visible: drawing.step === 1
        Accessible.ignored: true
    }

    Item {
        anchors.fill: parent
        visible: drawing.step === 2

        Bubble {
            id: ground
        }

        MaterialPicture {
            x: ground.x + ground.width * 0.07
            y: ground.y + ground.height * 0.16
            width: ground.width * 0.48
            height: width
            material: "clothing"
        }

        MaterialPicture {
            x: ground.x + ground.width * 0.5
            y: ground.y + ground.height * 0.46
            width: ground.width * 0.4
            height: width
            material: "books"
        }
    }

    HintPicture {
        anchors.fill: parent
        visible: drawing.step === 3
        hint: "place"
        container: drawing.container
        Accessible.ignored: true
    }
}
