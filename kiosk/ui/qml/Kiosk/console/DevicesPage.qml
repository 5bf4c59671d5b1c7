pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// Every device at a glance, and what to do about the one that was touched: the first that is not well, to begin with.
Column {
    id: page

    required property ConsoleModel desk

    property int touched: -1
    readonly property int first: desk.troubled.length > 0 ? desk.devices.indexOf(desk.troubled[0]) : -1
    readonly property int chosen: touched >= 0 && touched < desk.devices.length ? touched : first
    readonly property string name: desk.devices[chosen] ?? ""

    readonly property int wellSize: Theme.landscape && Theme.large ? Theme.bodySize : Theme.hintSize

    spacing: Theme.grid

    Label {
        objectName: "advice"
        width: parent.width
        height: Math.max(implicitHeight, (Theme.landscape ? page.wellSize : 2 * Theme.bodySize) * Theme.lineHeight) // the tiles stand still
        verticalAlignment: Text.AlignVCenter
        text: page.chosen >= 0 ? qsTr("%1: %2").arg(ConsoleWords.device(page.name)).arg(ConsoleWords.advice(page.name, page.desk.deviceWords[page.chosen] ?? "")) : page.desk.software === "" ? qsTr("Looking. One moment") : qsTr("Everything is well")
        size: page.chosen < 0 ? page.wellSize : Theme.bodySize
        strong: true
        color: page.desk.troubled.indexOf(page.name) >= 0 ? Theme.colors.attention : Theme.colors.leaf
    }

    GridLayout {
        id: tiles

        readonly property real share: (width - (columns - 1) * columnSpacing) / columns

        width: parent.width
        columns: Theme.landscape ? 3 : 2
        columnSpacing: Theme.grid
        rowSpacing: Theme.grid

        Repeater {
            model: page.desk.devices

            DeviceTile {
                required property int index
                required property string modelData

                objectName: "device-" + modelData
                Layout.preferredWidth: tiles.share
                Layout.fillHeight: true
                icon: ConsoleWords.icon(modelData)
                name: ConsoleWords.device(modelData)
                text: ConsoleWords.state(modelData, page.desk.deviceWords[index] ?? "", page.desk.deviceFigures[index] ?? "")
                good: page.desk.troubled.indexOf(modelData) < 0
                chosen: index === page.chosen
                onClicked: {
                    page.touched = index;
                    page.desk.stay();
                }
            }
        }
    }
}
