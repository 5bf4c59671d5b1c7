pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Kiosk.theme

// The year of a tree, sawn through: one ring a month, the oldest inside, the wider the more was brought. A small tree has
// little in it, whatever it grew in. It stands still.
Item {
    id: tree

    property list<string> rings: [] // how wide each has grown, 0 to 1, the oldest first

    readonly property real reach: Math.min(width / 2, height / 2.5)
    readonly property real pith: 0.08 * reach
    readonly property real bark: 0.06 * reach
    readonly property real grown: rings.reduce((sum, ring) => sum + share(ring), 0)
    readonly property real wood: reach * (0.16 + 0.7 * Math.min(1, grown / 6))
    readonly property real centreX: width / 2
    readonly property real centreY: height - reach * 1.04
    readonly property real radius: edge(rings.length) + bark

    // what a ring takes of the wood: a month with nothing still grows a little
    function share(ring: string): real {
        return 0.12 + Number(ring);
    }

    // the outer edge of so many rings
    function edge(count: int): real {
        const inside = rings.slice(0, count).reduce((sum, ring) => sum + share(ring), 0);
        return pith + (grown > 0 ? wood * inside / grown : 0);
    }

    // a circle as it grows: not quite round
    function outline(radius: real): string {
        const count = 36;
        const points = [];
        for (let step = 0; step < count; step++) {
            const angle = 2 * Math.PI * step / count;
            const grown = radius * (1 + 0.016 * Math.sin(3 * angle + 0.6) + 0.012 * Math.sin(5 * angle + 1.9));
            points.push([grown * Math.cos(angle), grown * Math.sin(angle)]);
        }
        const middle = step => {
            const one = points[step % count];
            const other = points[(step + 1) % count];
            return ((one[0] + other[0]) / 2).toFixed(2) + " " + ((one[1] + other[1]) / 2).toFixed(2);
        };
        const curves = points.map((point, step) => "Q" + point[0].toFixed(2) + " " + point[1].toFixed(2) + " " + middle(step));
        return "M" + middle(count - 1) + curves.join("") + "Z";
    }

    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("A tree with a ring for each month")

    component Slice: Shape {
        id: slice

        property real radius: 0
        property color fill: Theme.colors.sprout
        property color edge: Theme.colors.leafBright
        property real stroke: 3

        x: tree.centreX
        y: tree.centreY
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            fillColor: slice.fill
            strokeColor: slice.edge
            strokeWidth: slice.stroke

            PathSvg {
                path: tree.outline(slice.radius)
            }
        }
    }

    Leaf {
        x: tree.centreX - 0.02 * tree.reach
        y: tree.centreY - tree.radius * 0.96
        length: tree.reach * 0.4
        lift: 38
    }

    Leaf {
        x: tree.centreX - 0.02 * tree.reach
        y: tree.centreY - tree.radius * 0.96
        length: tree.reach * 0.28
        lift: 20
        mirrored: true
    }

    Slice {
        radius: tree.radius
        fill: Theme.colors.soil
        edge: Theme.colors.soil
    }

    Repeater {
        model: tree.rings.length

        Slice {
            required property int index
            readonly property int ring: tree.rings.length - 1 - index // the outer ones lie below
            readonly property bool bare: Number(tree.rings[ring] ?? "0") === 0

            radius: tree.edge(ring + 1)
            stroke: bare ? 2 : 3
            edge: bare ? Theme.colors.line : Theme.colors.leafBright
            fill: bare ? Theme.colors.tint : ring % 2 === 0 ? Theme.colors.sprout : Qt.tint(Theme.colors.sprout, Qt.alpha(Theme.colors.card, 0.35))
        }
    }

    Slice {
        radius: tree.pith
        fill: Theme.colors.soilLight
        edge: Theme.colors.soil
    }
}
