pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// Which container is to be emptied. The newest manifest can be shown once more.
Page {
    id: page

    required property SessionModel session
    required property CollectModel collect

    readonly property bool only: collect.listIds.length === 1 // so the scale is that of this bin

    split: false
    wordsSpacing: Theme.grid

    words: [
        Label {
            objectName: "title"
            width: parent.width
            text: qsTr("Which bin are you emptying?")
            size: Theme.titleSize
            strong: true
        },
        Label {
            objectName: "bin"
            width: parent.width
            visible: page.collect.binText !== "" && !page.only
            text: qsTr("By its own scale there are %1\u00a0kg in the bin").arg(page.collect.binText)
            color: Theme.colors.inkSoft
        }
    ]

    acts: Column {
        width: parent.width
        spacing: 1.5 * Theme.grid

        Grid {
            id: cards

            width: parent.width
            columns: Theme.landscape ? 2 : 1
            columnSpacing: Theme.grid
            rowSpacing: 1.5 * Theme.grid

            Repeater {
                model: page.collect.listIds

                ContainerCard {
                    required property int index
                    required property string modelData

                    objectName: modelData
                    width: (cards.width - (cards.columns - 1) * cards.columnSpacing) / cards.columns
                    name: modelData
                    material: page.collect.listMaterials[index] ?? ""
                    fill: page.collect.listFills[index] ?? ""
                    percent: page.collect.listPercents[index] ?? ""
                    seal: page.collect.listSeals[index] ?? ""
                    day: page.collect.listDays[index] ?? ""
                    ownScale: page.only ? page.collect.binText : ""
                    onClicked: page.collect.choose(modelData)
                }
            }
        }

        Row {
            width: parent.width
            spacing: Theme.grid

            BackButton {
                id: back

                objectName: "back"
                onClicked: page.session.back()
            }

            ActButton {
                objectName: "last"
                visible: page.collect.hasLast
                width: parent.width - back.width - parent.spacing
                height: Math.max(implicitHeight, back.height)
                primary: false
                text: qsTr("The last manifest")
                onClicked: page.collect.showManifest()
            }
        }
    }
}
