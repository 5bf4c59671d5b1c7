import QtQuick

Rectangle {
    color: "#f4f7ef"

    Rectangle {
        property alias pressed: tap.pressed

        objectName: "button"
        anchors.horizontalCenter: parent.horizontalCenter
        y: 1600
        width: 900
        height: 160
        color: tap.pressed ? "#16241c" : "#1f6b45"

        TapHandler {
            id: tap
        }
    }
}
