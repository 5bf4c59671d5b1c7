import QtQuick

Rectangle {
    color: "#f4f7ef"

    Text {
        anchors.centerIn: parent
        font.pixelSize: 96
        text: "Greensprout"
    }
}
