pragma Singleton
import QtQuick

// Phrases that more than one screen says.
QtObject {
    function material(kind: string): string {
        return kind === "books" ? qsTr("books") : qsTr("clothes");
    }

    // the unit after a number of kilograms
    function unitOf(kind: string): string {
        return kind === "books" ? qsTr("kg of books") : qsTr("kg of clothes");
    }

    function recorded(kind: string, kilograms: string): string {
        return (kind === "books" ? qsTr("Your %1\u00a0kg of books are recorded") : qsTr("Your %1\u00a0kg of clothes are recorded")).arg(kilograms);
    }

    // why a record waits for the platform's review; empty when it does not
    function held(reason: string): string {
        switch (reason) {
        case "certificate_expired":
            return qsTr("To be credited after a check: the scale's certificate has expired");
        case "scale_check_failed":
            return qsTr("To be credited after a check: the scale is to be checked");
        case "taken_out":
            return qsTr("To be credited after a check: something was taken out of the bin");
        default:
            return "";
        }
    }

    // what ails the scale, for staff
    function cause(fault: string): string {
        switch (fault) {
        case "missing":
            return qsTr("no such port");
        case "denied":
            return qsTr("no right to use the port");
        case "busy":
            return qsTr("another program holds the port");
        case "unplugged":
            return qsTr("the cable is unplugged");
        case "silent":
            return qsTr("nothing arrives from the indicator");
        case "garbled":
            return qsTr("what arrives cannot be read");
        case "wrong_unit":
            return qsTr("the indicator shows another unit");
        case "zero_lost":
            return qsTr("the empty scale has drifted too far from zero");
        case "frozen":
            return qsTr("the reading has not moved for a long time");
        default:
            return "";
        }
    }

    // a scale with a fault, for everybody
    function trouble(fault: string): string {
        switch (fault) {
        case "":
            return "";
        case "garbled":
        case "wrong_unit":
        case "zero_lost":
        case "frozen":
            return qsTr("The scale cannot be used now");
        default:
            return qsTr("The scale is not answering");
        }
    }

    function told(staffTold: bool): string {
        return staffTold ? qsTr("It has been reported") : qsTr("Please tell the staff");
    }

    // where a record is while the platform does not have it yet; empty when there is nothing to say
    function whereabouts(link: string): string {
        if (link === "online")
            return "";
        return link === "offline" ? qsTr("No network now. Saved here, uploaded later") : qsTr("Saved here, uploaded later");
    }
}
