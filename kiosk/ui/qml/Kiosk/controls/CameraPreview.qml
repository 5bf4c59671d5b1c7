import QtQuick
import QtQuick.Shapes
import Kiosk.theme

// What the camera sees, like a mirror, with a frame that says where to hold the code. Nothing here is kept.
Item {
    id: preview

    property string source: ""
    readonly property bool live: picture.status === Image.Ready
    readonly property real side: 0.68 * Math.min(width, height)

    clip: true // the paper around the corners is nobody else's
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("The picture of the camera, with a frame for the code")

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.colors.tint
    }

    Image {
        id: picture

        objectName: "cameraImage"
        anchors.fill: parent
        source: preview.source
        cache: false // every picture is another one
        asynchronous: false
        fillMode: Image.PreserveAspectCrop
        clip: true
        Accessible.ignored: true
    }

    Icon {
        anchors.centerIn: parent
        width: 160
        height: 160
        visible: !preview.live
        name: "camera"
        color: Theme.colors.inkSoft
    }

    // Round corners: the paper around them is drawn over the picture.
    Rectangle {
        readonly property int edge: Theme.radius

        anchors.fill: parent
        anchors.margins: -edge
        radius: edge + Theme.radius
        color: "transparent"
        border.width: edge
        border.color: Theme.colors.paper
    }

    Shape {
        id: finder

        objectName: "finder"
        width: 100
        height: 100
        anchors.centerIn: parent
        scale: preview.side / 100
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: Theme.light.ink
            strokeWidth: 4.4
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: "M0 26L0 0L26 0M74 0L100 0L100 26M100 74L100 100L74 100M26 100L0 100L0 74"
            }
        }

        ShapePath {
            strokeColor: Theme.light.card
            strokeWidth: 2.4
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: "M0 26L0 0L26 0M74 0L100 0L100 26M100 74L100 100L74 100M26 100L0 100L0 74"
            }
        }
    }
}
