import QtQuick
import QtQuick.Shapes
import Kiosk.theme

// Clothes or books, drawn on 240 by 240.
Item {
    id: picture

    property string material: ""

    implicitWidth: 240
    implicitHeight: 240

    Item {
        width: 240
        height: 240
        anchors.centerIn: parent
        scale: Math.min(picture.width, picture.height) / 240

        Shape {
            anchors.fill: parent
            visible: picture.material === "clothing"
            preferredRendererType: Shape.CurveRenderer

            ShapePath {
                strokeWidth: -1
                fillColor: Theme.colors.leafBright

                PathSvg {
                    path: "M84 34C92 62 148 62 156 34L182 44C206 62 220 88 228 118L190 134L182 116V212C182 218 178 222 172 222H68C62 222 58 218 58 212V116L50 134L12 118C20 88 34 62 58 44Z"
                }
            }

            ShapePath {
                strokeColor: Theme.colors.sprout
                strokeWidth: 9
                fillColor: "transparent"
                capStyle: ShapePath.RoundCap

                PathSvg {
                    path: "M82 36C90 74 150 74 158 36"
                }
            }

            ShapePath {
                strokeWidth: -1
                fillColor: Theme.colors.sprout

                PathSvg {
                    path: "M134 104H162V128C162 138 134 138 134 128Z"
                }
            }
        }

        Shape {
            anchors.fill: parent
            visible: picture.material === "books"
            preferredRendererType: Shape.CurveRenderer

            ShapePath {
                strokeWidth: -1
                fillColor: Theme.colors.soil

                PathSvg {
                    path: "M36 166H204C212 166 212 216 204 216H36C22 216 22 166 36 166Z"
                }
            }

            ShapePath {
                strokeWidth: -1
                fillColor: Theme.colors.leafBright

                PathSvg {
                    path: "M52 112H214C222 112 222 160 214 160H52C38 160 38 112 52 112Z"
                }
            }

            ShapePath {
                strokeWidth: -1
                fillColor: Theme.colors.sun

                PathSvg {
                    path: "M32 60H190C198 60 198 106 190 106H32C18 106 18 60 32 60Z"
                }
            }

            ShapePath {
                strokeWidth: -1
                fillColor: Theme.colors.card

                PathSvg {
                    path: "M46 176H204V206H46C40 206 40 176 46 176ZM62 122H214V150H62C56 150 56 122 62 122ZM42 70H190V96H42C36 96 36 70 42 70Z"
                }
            }

            ShapePath {
                strokeColor: Theme.colors.line
                strokeWidth: 3
                fillColor: "transparent"

                PathSvg {
                    path: "M52 191H204M68 136H214M48 83H190"
                }
            }
        }
    }
}
