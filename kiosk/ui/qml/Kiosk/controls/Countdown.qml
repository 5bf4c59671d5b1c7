import QtQuick
import QtQuick.Shapes
import Kiosk.theme

// A ring that empties, with the seconds in it: honest about how long there is, without hurry.
Item {
    id: ring

    property int seconds: 0
    property int whole: 20

    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1\u00a0seconds").arg(seconds)

    Item {
        width: 800
        height: 800
        anchors.centerIn: parent
        scale: Math.min(ring.width, ring.height) / 800

        Bubble {}

        Shape {
            anchors.fill: parent
            preferredRendererType: Shape.CurveRenderer

            ShapePath {
                strokeColor: Theme.colors.sprout
                strokeWidth: 44
                fillColor: "transparent"
                capStyle: ShapePath.RoundCap

                PathAngleArc {
                    centerX: 400
                    centerY: 400
                    radiusX: 330
                    radiusY: 330
                    startAngle: -90
                    sweepAngle: -359.9 * Math.min(1, ring.seconds / ring.whole)
                }
            }
        }

        Label {
            objectName: "seconds"
            anchors.centerIn: parent
            text: ring.seconds
            size: 300
            strong: true
            wrapMode: Text.NoWrap
            color: Theme.colors.leaf
            Accessible.ignored: true
        }
    }
}
