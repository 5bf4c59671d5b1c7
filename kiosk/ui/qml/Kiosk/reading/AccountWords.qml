pragma Singleton
import QtQuick
import Kiosk.controls
import Kiosk.theme

// What the account says of a drop-off and of a badge.
QtObject {
    function verdict(word: string): string {
        switch (word) {
        case "pending":
            return qsTr("to be uploaded");
        case "held":
            return qsTr("to be checked");
        case "refused":
            return qsTr("not credited");
        case "void":
            return qsTr("corrected, not counted");
        case "corrected":
            return qsTr("credited, corrected");
        default:
            return qsTr("credited");
        }
    }

    function drawing(verdict: string): string {
        return ({
                "pending": "upload",
                "held": "held",
                "refused": "cross",
                "void": "cross"
            })[verdict] ?? "check";
    }

    function hue(verdict: string): color {
        switch (verdict) {
        case "pending":
            return Theme.colors.sky;
        case "held":
            return Theme.colors.attention;
        case "refused":
        case "void":
            return Theme.colors.inkSoft;
        default:
            return Theme.colors.leaf;
        }
    }

    // what is in the sums, or may come into them
    function counts(verdict: string): bool {
        return verdict !== "refused" && verdict !== "void";
    }

    function badge(kind: string): string {
        switch (kind) {
        case "first":
            return qsTr("First bag");
        case "both":
            return qsTr("Both kinds");
        case "months":
            return qsTr("Four in a row");
        case "kg_10":
            return qsTr("10 kilograms");
        case "kg_50":
            return qsTr("50 kilograms");
        case "kg_100":
            return qsTr("100 kilograms");
        default:
            return "";
        }
    }

    // what is missing to a badge; nothing missing: it is earned
    function missing(kind: string, left: string, material: string): string {
        if (left === "")
            return qsTr("earned");
        switch (kind) {
        case "first":
            return qsTr("with your first bag");
        case "both":
            return material === "" ? qsTr("bring both") : qsTr("%1 are missing").arg(Words.materialName(material));
        case "months":
            return left === "1" ? qsTr("one month to go") : qsTr("%1 months to go").arg(left);
        default:
            return qsTr("%1\u00a0kg to go").arg(left);
        }
    }
}
