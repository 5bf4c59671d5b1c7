import QtQuick
import Kiosk.controls
import Kiosk.theme

// One container: what goes in, how full it is, and since when under which seal.
Item {
    id: card

    property string material: ""
    property string name: ""
    property string fill: "" // kilograms
    property string percent: ""
    property string seal: ""
    property string day: ""
    property string ownScale: "" // kilograms by the scale that it stands on
    readonly property bool pressed: tap.pressed
    readonly property int lip: 10
    readonly property string heading: Words.materialName(material) + " " + name
    readonly property string fillWords: percent === "" ? qsTr("%1\u00a0kg").arg(fill) : qsTr("%1\u00a0kg, %2%").arg(fill).arg(percent)
    readonly property string scaleWords: ownScale === "" ? "" : qsTr("Its own scale says %1\u00a0kg").arg(ownScale)
    readonly property string sealWords: seal === "" ? qsTr("Never sealed") : qsTr("Seal %1 since %2").arg(seal).arg(Words.day(day))

    signal clicked

    implicitHeight: Math.max(200, words.height + 3 * Theme.grid + lip)
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: [heading, fillWords, scaleWords, sealWords].filter(words => words !== "").join(". ")
    Accessible.onPressAction: card.clicked()

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: card.lip
        radius: Theme.radius
        color: Theme.colors.line
    }

    Rectangle {
        width: parent.width
        height: parent.height - card.lip
        y: card.pressed ? card.lip : 0
        radius: Theme.radius
        color: card.pressed ? Theme.colors.tint : Theme.colors.card
        border.width: 3
        border.color: Theme.colors.line

        MaterialPicture {
            x: Theme.grid
            anchors.verticalCenter: parent.verticalCenter
            width: 150
            height: 150
            material: card.material
        }

        Column {
            id: words

            x: 150 + 2 * Theme.grid
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x - Theme.grid

            Label {
                width: parent.width
                horizontalAlignment: Text.AlignLeft
                text: card.heading
                size: Theme.smallSize
                color: Theme.colors.inkSoft
                Accessible.ignored: true
            }

            Label {
                width: parent.width
                horizontalAlignment: Text.AlignLeft
                text: card.fillWords
                size: Theme.buttonSize
                strong: true
                Accessible.ignored: true
            }

            Label {
                objectName: "ownScale"
                width: parent.width
                visible: text !== ""
                horizontalAlignment: Text.AlignLeft
                text: card.scaleWords
                size: Theme.smallSize
                Accessible.ignored: true
            }

            Label {
                width: parent.width
                horizontalAlignment: Text.AlignLeft
                text: card.sealWords
                size: Theme.smallSize
                color: Theme.colors.inkSoft
                Accessible.ignored: true
            }
        }
    }

    FocusRing {}

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: card.clicked()
    }
}
