pragma ComponentBehavior: Bound
import QtQuick
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

    spacing: Theme.grid

    Label {
        objectName: "advice"
        width: parent.width
        height: Math.max(implicitHeight, 2 * Theme.bodySize * Theme.lineHeight)
        verticalAlignment: Text.AlignVCenter
        text: page.chosen < 0 ? qsTr("Everything is well") : ConsoleWords.advice(page.desk.devices[page.chosen], page.desk.deviceWords[page.chosen])
        strong: true
        color: page.desk.troubled.indexOf(page.desk.devices[page.chosen]) >= 0 ? Theme.colors.attention : Theme.colors.leaf
    }

    Grid {
        id: tiles

        readonly property real share: (width - (columns - 1) * columnSpacing) / columns

        width: parent.width
        columns: Theme.landscape ? 3 : 2
        spacing: Theme.grid

        Repeater {
            model: page.desk.devices

            DeviceTile {
                required property int index
                required property string modelData

                objectName: "device-" + modelData
                width: tiles.share
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
