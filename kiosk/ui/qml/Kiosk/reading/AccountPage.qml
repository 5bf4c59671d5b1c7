pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// The resident's own carbon ledger, 绿芽碳账本: four parts behind tabs, and the tree that has grown of them.
Page {
    id: page

    required property SessionModel session
    required property AccountModel account

    readonly property var parts: ["sum", "months", "acts", "badges"]
    readonly property bool both: beside && !account.loading && (account.part === "months" || account.part === "acts" && account.actDays.length > 4) // columns are taken

    Rings {
        objectName: "tree"
        anchors.fill: parent
        anchors.margins: Theme.grid
        visible: !page.account.loading && !page.both && parent.height > 240 // the words come first
        rings: page.account.rings
    }

    Loader {
        id: firstHalf

        objectName: "firstHalf"
        y: Math.max(0, (page.room + Theme.grid - height * page.fit) / 2)
        x: Theme.margin / 2
        width: (parent.width - x - 2 * Theme.grid) / page.fit
        scale: page.fit // as large as the second half
        transformOrigin: Item.TopLeft
        active: page.both
        sourceComponent: page.account.part === "months" ? firstMonths : firstActs
    }

    words: Loader {
        objectName: "part"
        width: page.both && page.account.part === "months" ? firstHalf.width : parent.width // bars of one length for one weight
        sourceComponent: page.account.loading ? waiting : page.components[page.account.part] ?? null
    }

    acts: [
        Row {
            id: tabs

            width: parent.width
            spacing: Theme.grid

            Repeater {
                model: page.parts

                ChoiceButton {
                    required property string modelData

                    objectName: "part-" + modelData
                    width: (tabs.width - (page.parts.length - 1) * tabs.spacing) / page.parts.length
                    text: page.partName(modelData)
                    on: page.account.part === modelData
                    onClicked: page.account.show(modelData)
                }
            }
        },
        ActButton {
            objectName: "back"
            width: parent.width
            text: qsTr("Done, go back")
            onClicked: page.session.back()
        }
    ]

    function partName(part: string): string {
        switch (part) {
        case "months":
            return qsTr("Months");
        case "acts":
            return qsTr("Newest");
        case "badges":
            return qsTr("Badges");
        default:
            return qsTr("All");
        }
    }

    readonly property var components: ({
            "sum": sum,
            "months": months,
            "acts": lastActs,
            "badges": badges
        })

    Component {
        id: waiting

        Column {
            Label {
                width: parent.width
                text: qsTr("My carbon ledger")
                size: Theme.titleSize
                strong: true
            }

            Label {
                objectName: "waiting"
                width: parent.width
                text: qsTr("One moment")
            }
        }
    }

    Component {
        id: sum

        AccountSum {
            account: page.account
        }
    }

    Component {
        id: firstMonths

        AccountMonths {
            account: page.account
            count: 6
        }
    }

    Component {
        id: months

        AccountMonths {
            account: page.account
            first: page.both ? 6 : 0
            titled: !page.both
        }
    }

    Component {
        id: firstActs

        AccountActs {
            account: page.account
            count: 4
        }
    }

    Component {
        id: lastActs

        AccountActs {
            account: page.account
            first: page.both ? 4 : 0
            titled: !page.both
        }
    }

    Component {
        id: badges

        AccountBadges {
            account: page.account
        }
    }
}
