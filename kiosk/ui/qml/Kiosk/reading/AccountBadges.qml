pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// What has been earned, and of the rest what is missing.
Column {
    id: part

    required property AccountModel account

    spacing: Theme.grid

    Label {
        objectName: "title"
        width: parent.width
        text: qsTr("Badges")
        size: Theme.landscape ? Theme.hintSize : Theme.titleSize
        strong: true
    }

    Grid {
        id: medals

        width: parent.width
        columns: Theme.landscape ? 3 : 2
        columnSpacing: Theme.grid
        rowSpacing: Theme.grid

        Repeater {
            model: part.account.badgeKinds

            Column {
                id: badge

                required property int index
                required property string modelData
                readonly property string missing: part.account.badgesLeft[index] ?? ""

                width: (medals.width - (medals.columns - 1) * medals.columnSpacing) / medals.columns

                Medal {
                    objectName: "medal-" + badge.modelData
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: Theme.landscape ? 136 : 220
                    height: width
                    kind: badge.modelData
                    earned: badge.missing === ""
                    Accessible.ignored: true
                }

                Label {
                    width: parent.width
                    text: AccountWords.badge(badge.modelData)
                    size: Theme.landscape ? Theme.smallSize : Theme.bodySize
                    strong: true
                    horizontalAlignment: Text.AlignHCenter
                }

                Label {
                    objectName: "left-" + badge.modelData
                    width: parent.width
                    text: AccountWords.missing(badge.modelData, badge.missing, part.account.badgeMaterials[badge.index] ?? "")
                    size: Theme.smallSize
                    color: badge.missing === "" ? Theme.colors.leaf : Theme.colors.inkSoft
                    horizontalAlignment: Text.AlignHCenter
                }
            }
        }
    }
}
