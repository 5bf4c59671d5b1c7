import QtQuick
import QtQuick.Shapes

// A QR code on white with its quiet zone of four modules; black on white in every scheme, because cameras need it.
Rectangle {
    id: qr

    property int modules: 0
    property string path: ""

    color: "#FFFFFF"
    radius: 12
    visible: modules > 0

    Shape {
        width: qr.modules
        height: qr.modules
        anchors.centerIn: parent
        scale: Math.max(1, Math.floor(qr.width / (qr.modules + 8)))

        ShapePath {
            strokeWidth: -1
            fillColor: "#000000"
            fillRule: ShapePath.WindingFill

            PathSvg {
                path: qr.path
            }
        }
    }
}
