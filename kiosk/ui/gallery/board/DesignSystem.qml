import QtQuick
import Kiosk.controls
import Kiosk.theme

// The design system on one board, in the colours of one scheme: for those who make screens, never at the kiosk.
Rectangle {
    id: board

    property string scheme: "light"
    property list<string> plants: [] // "kilograms|growth": how tall a plant is that such a bag grows

    implicitHeight: column.height + 2 * Theme.margin
    color: Theme.colors.paper

    Binding {
        target: Theme
        property: "scheme"
        value: board.scheme
    }

    Binding {
        target: Theme
        property: "motion"
        value: false
    }

    Column {
        id: column

        x: Theme.margin
        y: Theme.margin
        width: board.width - 2 * Theme.margin
        spacing: 3 * Theme.grid

        Note {
            text: "绿芽 · Greensprout · " + board.scheme
            size: Theme.titleSize
            strong: true
            color: Theme.colors.ink
        }

        Section {
            title: "Type"
            note: "Design pixels, on a stage 1080 wide. 大字 makes all of it a quarter larger. The line is 1.3 em, digits are tabular."

            TypeScale {}
        }

        Section {
            title: "Colour roles"
            note: "With the contrast on paper and on card: 4.5 and more for text, 3 for shapes. A role that is named on… stands on the one before it."

            ColourRoles {}
        }

        Section {
            title: "Space"

            Spaces {}
        }

        Section {
            title: "Controls"
            note: "As they stand, under a finger, and where the keys are. What cannot be chosen says why."

            Controls {}
        }

        Section {
            title: "Truths of the status line"
            note: "A drawing and its word, never one without the other."

            Flow {
                width: parent.width
                spacing: 3 * Theme.grid

                StatusMark {
                    icon: "online"
                    text: Words.link("online")
                    color: Theme.colors.leaf
                }

                StatusMark {
                    icon: "offline"
                    text: Words.link("offline")
                    color: Theme.colors.sky
                }

                StatusMark {
                    icon: "upload"
                    text: "12"
                }

                StatusMark {
                    icon: "warn"
                    text: Words.scale("fault")
                    color: Theme.colors.clay
                }

                StatusMark {
                    icon: "warn"
                    text: Words.care("check_due")
                    color: Theme.colors.attention
                }
            }
        }

        Section {
            title: "Icons"
            note: "One line on a grid of 48, with round ends."

            Icons {}
        }

        Section {
            title: "The sprout"
            note: "Grows with the logarithm of the weight: clothes a stem, books a tree. Full at 10 kg, and in bloom when it counts."

            Plants {
                plants: board.plants
            }
        }

        Section {
            title: "Motion"
            note: "One thing at a time, and nothing when nobody is there. With motion off everything stands as it will end."

            Motions {}
        }
    }
}
