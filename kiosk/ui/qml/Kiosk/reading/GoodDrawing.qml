import QtQuick
import QtQuick.Shapes
import Kiosk.theme

// One thing that people bring, drawn on 120 by 120: a body, a part of another colour, and lines.
Item {
    id: drawing

    property string name: ""
    property color body: Theme.colors.leafBright
    property color part: Theme.colors.sprout
    property color pen: Theme.colors.leafDeep

    readonly property string shirtOutline: "M42 17C46 31 74 31 78 17L91 22C103 31 110 44 114 59L95 67L91 58V106C91 109 89 111 86 111H34C31 111 29 109 29 106V58L25 67L6 59C10 44 17 31 29 22Z"
    readonly property string bookOutline: "M24 14H94C98 14 100 17 100 20V106H32C24 106 20 101 20 94V20C20 16 21 14 24 14Z"

    readonly property var bodies: ({
            "coat": "M42 12L60 22L78 12L98 24L114 84L96 88L88 58V110H32V58L24 88L6 84L22 24Z",
            "shirt": shirtOutline,
            "trousers": "M36 10H84L94 112H70L60 46L50 112H26Z",
            "dress": "M42 10L51 22H69L78 10L86 40L76 54L102 110H18L44 54L34 40Z",
            "shoes": "M10 48C22 54 34 50 42 38L68 62C84 72 106 70 112 88V96H10Z",
            "bag": "M20 46H100L108 110H12Z",
            "hat": "M26 76C26 26 94 26 94 76Z",
            "bedding": "M16 64H104C112 64 112 86 104 86H16C8 86 8 64 16 64ZM16 90H104C112 90 112 112 104 112H16C8 112 8 90 16 90Z",
            "toys": "M36 14A15 15 0 1 1 35.9 14ZM84 14A15 15 0 1 1 83.9 14ZM60 24A42 40 0 1 1 59.9 24Z",
            "wet": "M60 6C80 34 96 52 96 76A36 36 0 0 1 24 76C24 52 40 34 60 6Z",
            "dirty": shirtOutline,
            "quilt": "M14 28C14 18 24 14 32 16C50 20 70 20 88 16C96 14 106 18 106 28C102 50 102 70 106 92C106 102 96 106 88 104C70 100 50 100 32 104C24 106 14 102 14 92C18 70 18 50 14 28Z",
            "pillow": "M10 38C8 26 20 26 30 30C50 34 70 34 90 30C100 26 112 26 110 38C106 52 106 68 110 82C112 94 100 94 90 90C70 86 50 86 30 90C20 94 8 94 10 82C14 68 14 52 10 38Z",
            "underwear": "M12 34H108V58C90 62 76 78 72 96H48C44 78 30 62 12 58Z",
            "socks": "M42 10H78V66L102 84C114 94 106 112 90 110L52 94C45 90 42 84 42 78Z",
            "rags": "M16 30L38 18L50 30L70 12L82 28L108 22L100 48L112 72L92 82L98 106L74 96L58 112L46 94L20 104L26 78L8 62L26 50Z",
            "book": bookOutline,
            "textbook": bookOutline,
            "magazine": "M22 12H98V108H22Z",
            "newspaper": "M10 20H92V102C92 106 90 108 86 108H18C14 108 10 105 10 100Z",
            "picture_book": "M60 28C44 14 24 14 8 20V100C24 94 44 94 60 106C76 94 96 94 112 100V20C96 14 76 14 60 28Z",
            "notebook": "M28 12H98V108H28Z",
            "carton": "M12 42H108V104C108 106 107 108 104 108H16C13 108 12 106 12 104Z",
            "plastic_cover": "M18 12H102C106 12 108 15 108 18V102C108 105 106 108 102 108H18C14 108 12 105 12 102V18C12 15 14 12 18 12Z",
            "photo": "M10 18H110V102H10Z",
            "receipt": "M28 8H92V108L81 98L70 108L60 98L50 108L39 98L28 108Z",
            "disc": "M60 8A52 52 0 1 1 59.9 8ZM60 46A14 14 0 1 0 60.1 46Z"
        })
    readonly property var parts: ({
            "coat": "M42 12L60 22L78 12L86 16L60 62L34 16Z",
            "shirt": "M68 52H82V64C82 69 68 69 68 64Z",
            "trousers": "M36 10H84L85.5 24H34.5Z",
            "dress": "M44 54H76L80 64H40Z",
            "shoes": "M8 92H113V102C113 107 110 110 106 110H16C11 110 8 107 8 102Z",
            "bag": "M20 46H100L102 66C84 80 36 80 18 66Z",
            "hat": "M6 76C20 68 100 68 114 76C120 92 100 98 60 98C20 98 0 92 6 76Z",
            "bedding": "M28 38H92C100 38 100 60 92 60H28C20 60 20 38 28 38Z",
            "toys": "M60 62A20 17 0 1 1 59.9 62Z",
            "wet": "M38 78A22 22 0 0 0 60 98A26 26 0 0 1 38 78Z",
            "dirty": "M42 48A13 11 0 1 1 41.9 48ZM70 72A15 12 0 1 1 69.9 72ZM84 40A7 6 0 1 1 83.9 40Z",
            "quilt": "M46 46H74V74H46Z",
            "pillow": "M30 50H90V56H30Z",
            "underwear": "M12 34H108V46H12Z",
            "socks": "M42 10H78V28H42Z",
            "rags": "M44 48L68 42L76 64L54 76Z",
            "book": "M30 92H100V106H32C24 106 22 92 30 92Z",
            "textbook": "M30 92H100V106H32C24 106 22 92 30 92Z",
            "magazine": "M32 46H88V98H32Z",
            "newspaper": "M92 44H104C108 44 110 47 110 50V100C110 105 107 108 102 108H86C90 108 92 106 92 102Z",
            "picture_book": "M70 40C80 34 90 33 100 34V80C90 79 80 80 70 86Z",
            "notebook": "M44 26H86V48H44Z",
            "carton": "M24 12H96L108 42H12Z",
            "plastic_cover": "M30 28H90V54H30Z",
            "photo": "M20 92L46 56L62 76L76 62L100 92Z",
            "receipt": "M38 22H82V34H38Z",
            "disc": "M60 32A28 28 0 1 1 59.9 32ZM60 46A14 14 0 1 0 60.1 46Z"
        })
    readonly property var lines: ({
            "coat": "M60 62V110M68 76L68 76.5M68 92L68 92.5",
            "shirt": "M42 18C46 32 74 32 78 18",
            "trousers": "M60 26V46",
            "dress": "M51 22C54 28 66 28 69 22",
            "shoes": "M48 62L58 52M60 74L70 64",
            "bag": "M40 46V34C40 8 80 8 80 34V46M60 66V78",
            "hat": "M60 30L60 30.5",
            "bedding": "M28 75H96M28 101H96M40 49H84",
            "toys": "M44 54L44 54.5M76 54L76 54.5M52 82C56 88 64 88 68 82",
            "wet": "M14 112H34M48 116H72M86 112H106",
            "dirty": "M42 18C46 32 74 32 78 18",
            "quilt": "M46 19V101M74 19V101M16 46H104M16 74H104",
            "pillow": "M34 68H86",
            "underwear": "M60 46V58",
            "socks": "M84 108C78 98 84 86 96 82",
            "rags": "M26 50L12 46M92 82L104 84M58 96L60 104",
            "book": "M36 34H84M36 50H70",
            "textbook": "M40 32L60 72L80 32M48 52H72",
            "magazine": "M32 28H88M60 46L60 46.5",
            "newspaper": "M24 36H78M24 56H46M24 72H46M24 88H46M58 56H78M58 72H78M58 88H78",
            "picture_book": "M60 28V106M20 42H46M20 58H46M20 74H40",
            "notebook": "M20 28H36M20 48H36M20 68H36M20 88H36M52 66H86M52 84H86",
            "carton": "M60 12V58",
            "plastic_cover": "M30 72H90M30 88H70",
            "photo": "M82 40L82 40.5",
            "receipt": "M42 50H78M42 66H78M42 82H64",
            "disc": "M60 60L60 60.5"
        })

    implicitWidth: 120
    implicitHeight: 120

    Shape {
        width: 120
        height: 120
        anchors.centerIn: parent
        scale: Math.min(drawing.width, drawing.height) / 120
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeWidth: -1
            fillColor: drawing.body

            PathSvg {
                path: drawing.bodies[drawing.name] ?? ""
            }
        }

        ShapePath {
            strokeWidth: -1
            fillColor: drawing.part

            PathSvg {
                path: drawing.parts[drawing.name] ?? ""
            }
        }

        ShapePath {
            strokeColor: drawing.pen
            strokeWidth: 5
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: drawing.lines[drawing.name] ?? ""
            }
        }
    }
}
