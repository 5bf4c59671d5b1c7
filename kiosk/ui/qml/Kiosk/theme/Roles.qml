import QtQuick

// One set of colour roles. Text roles keep a contrast of 4.5 on paper, or on the role that their name says.
QtObject {
    required property color paper
    required property color card
    required property color tint
    required property color ink
    required property color inkSoft
    required property color line
    required property color leaf
    required property color leafDeep
    required property color onLeaf
    required property color leafBright
    required property color sprout
    required property color onSprout
    required property color sun
    required property color onSun
    required property color attention
    required property color clay
    required property color onClay
    required property color sky
    required property color soil
    required property color soilLight
}
