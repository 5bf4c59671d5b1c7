pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.theme

// Each role on paper, with how well it is read there and on a card.
Grid {
    id: roles

    width: parent.width
    columns: 4
    columnSpacing: 2 * Theme.grid
    rowSpacing: 2 * Theme.grid

    function linear(channel: real): real {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }

    function light(colour: color): real {
        return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b) + 0.05;
    }

    function contrast(one: color, other: color): string {
        return (Math.max(light(one), light(other)) / Math.min(light(one), light(other))).toFixed(1);
    }

    function ground(role: string): color {
        return role.startsWith("on") ? Theme.colors[role[2].toLowerCase() + role.slice(3)] : Theme.colors.paper;
    }

    Repeater {
        model: ["paper", "card", "tint", "line", "ink", "inkSoft", "leaf", "leafDeep", "onLeaf", "leafBright", "sprout", "onSprout", "sun", "onSun", "attention", "clay", "onClay", "sky", "soil", "soilLight"]

        Row {
            id: role

            required property string modelData

            width: (roles.width - 3 * roles.columnSpacing) / 4
            spacing: Theme.grid

            Rectangle {
                width: 112
                height: 112
                radius: Theme.radius
                color: roles.ground(role.modelData)
                border.width: 2
                border.color: Theme.colors.inkSoft

                Rectangle {
                    anchors.centerIn: parent
                    width: 72
                    height: 72
                    radius: 36
                    color: Theme.colors[role.modelData]
                }
            }

            Column {
                anchors.verticalCenter: parent.verticalCenter

                Note {
                    text: role.modelData
                    strong: true
                    color: Theme.colors.ink
                }

                Note {
                    text: String(Theme.colors[role.modelData]).toUpperCase()
                    size: 28
                }

                Note {
                    text: role.modelData.startsWith("on") ? roles.contrast(Theme.colors[role.modelData], roles.ground(role.modelData)) : roles.contrast(Theme.colors[role.modelData], Theme.colors.paper) + " · " + roles.contrast(Theme.colors[role.modelData], Theme.colors.card)
                    size: 28
                }
            }
        }
    }
}
