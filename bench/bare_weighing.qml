import QtQuick

Rectangle {
    property string weight: ""

    color: "#f4f7ef"

    Rectangle {
        objectName: "bar"
        x: 500
        y: 300
        width: 40
        height: 470
        color: "#2e9a62"
        antialiasing: true
        transformOrigin: Item.Bottom

        SequentialAnimation on rotation {
            loops: Animation.Infinite

            NumberAnimation {
                to: 3
                duration: 750
            }

            NumberAnimation {
                to: -3
                duration: 750
            }
        }
    }

    Text {
        anchors.horizontalCenter: parent.horizontalCenter
        y: 1000
        font.pixelSize: 260
        text: parent.weight
    }
}
