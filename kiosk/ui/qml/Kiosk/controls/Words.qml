pragma Singleton
import QtQuick

// Phrases that more than one screen says.
QtObject {
    function material(kind: string): string {
        return kind === "books" ? qsTr("books") : qsTr("clothes");
    }

    // a material where it stands alone
    function materialName(kind: string): string {
        return kind === "books" ? qsTr("Books") : kind === "clothing" ? qsTr("Clothes") : kind;
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

    // who of the staff somebody is
    function role(name: string): string {
        return name === "supervisor" ? qsTr("Supervisor") : name === "operator" ? qsTr("Operator") : "";
    }

    // what the camera's picture needs, for the person before it; what a ready one says is the screen's
    function cameraHint(word: string): string {
        switch (word) {
        case "brighter":
            return qsTr("It is too dark here. Please turn up the light of your phone's screen");
        case "darker":
            return qsTr("There is a glare on it. Please tilt the phone or card a little");
        case "closer":
            return qsTr("Please hold it a little closer");
        default:
            return "";
        }
    }

    // how the camera is, for staff
    function camera(word: string): string {
        switch (word) {
        case "":
            return qsTr("none fitted");
        case "ready":
            return qsTr("ready");
        case "brighter":
            return qsTr("the picture is too dark");
        case "darker":
            return qsTr("the picture is too bright");
        case "closer":
            return qsTr("a code is too far away");
        default:
            return qsTr("not found: is its cable in?");
        }
    }

    function link(word: string): string {
        switch (word) {
        case "online":
            return qsTr("Online");
        case "offline":
            return qsTr("Offline");
        case "paused":
            return qsTr("Upload paused");
        default:
            return qsTr("Not enrolled");
        }
    }

    // how the platform is reached, for staff
    function platform(word: string): string {
        switch (word) {
        case "unreachable":
            return qsTr("unreachable");
        case "timed_out":
            return qsTr("does not answer in time");
        case "portal":
            return qsTr("the network wants a login");
        case "untrusted":
            return qsTr("its identity is not certain");
        case "clock":
            return qsTr("the clock here is wrong");
        case "broken":
            return qsTr("it has a fault of its own");
        case "busy":
            return qsTr("busy, tried again later");
        case "not_platform":
            return qsTr("another server answers");
        case "forbidden":
            return qsTr("it has locked this kiosk out");
        case "fork":
            return qsTr("its records differ from ours");
        case "rejected":
            return qsTr("it takes no records now");
        case "key_retired":
            return qsTr("it knows a newer key of this kiosk, call for repair");
        case "shrunk":
            return qsTr("asks for old records that were condensed");
        case "offline":
            return qsTr("not reached yet");
        default:
            return link(word);
        }
    }

    function scale(word: string): string {
        switch (word) {
        case "ready":
            return qsTr("Scale ready");
        case "starting":
            return qsTr("Scale starting");
        case "below_zero":
            return qsTr("Scale not at zero");
        default:
            return qsTr("Scale fault");
        }
    }

    // what staff must see to about the scale
    function care(warning: string): string {
        switch (warning) {
        case "check_failed":
            return qsTr("Scale check failed");
        case "certificate_expired":
            return qsTr("Scale certificate expired");
        case "check_due":
            return qsTr("Scale check due");
        case "certificate_soon":
            return qsTr("Scale certificate expires soon");
        default:
            return "";
        }
    }

    // where to go with a bag whose container takes nothing more
    function roomAt(elsewhere: string, distance: string, unit: string): string {
        if (elsewhere === "")
            return qsTr("Please come again another day");
        if (distance === "")
            return qsTr("There is room at %1").arg(elsewhere);
        return (unit === "km" ? qsTr("There is room at %1, about\u00a0%2\u00a0km\u00a0away") : qsTr("There is room at %1, about\u00a0%2\u00a0m\u00a0away")).arg(elsewhere).arg(distance);
    }

    // a container that takes nothing more, and where to go instead
    function full(kind: string, elsewhere: string, distance: string, unit: string): string {
        return qsTr("%1: full. %2", "%1 is a material").arg(materialName(kind)).arg(roomAt(elsewhere, distance, unit));
    }

    // how the journal on this machine is looked after
    function ledger(word: string, detail: string): string {
        switch (word) {
        case "checking":
            return qsTr("being checked, %1%").arg(detail);
        case "backup_failed":
            return qsTr("backup failed: is the stick in?");
        case "no_backup":
            return qsTr("no backup yet");
        case "backed_up":
            return qsTr("checked, backup of %1").arg(day(detail));
        default:
            return qsTr("checked");
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

    // some kinds of material with commas between
    function kinds(words: string): string {
        return words.split(",").map(kind => kind === "other" ? qsTr("other things") : material(kind)).join(qsTr(", "));
    }

    // why something stays with the resident
    function stays(reason: string): string {
        switch (reason) {
        case "wet":
            return qsTr("wet");
        case "dirty":
            return qsTr("dirty");
        case "too_heavy":
            return qsTr("too heavy");
        default:
            return qsTr("not accepted");
        }
    }

    // a day and a time, from 2026-11-23 09:00
    function moment(text: string): string {
        return day(text.slice(0, 10)) + text.slice(10);
    }

    // a day with its year, from 2026-11-23
    function fullDay(iso: string): string {
        return qsTr("%1 %2", "%1 is the day and month").arg(day(iso)).arg(iso.slice(0, 4));
    }

    // a month, from 2026-11 or 2026-11-23
    function month(iso: string): string {
        const names = [qsTr("Jan"), qsTr("Feb"), qsTr("Mar"), qsTr("Apr"), qsTr("May"), qsTr("Jun"), qsTr("Jul"), qsTr("Aug"), qsTr("Sep"), qsTr("Oct"), qsTr("Nov"), qsTr("Dec")];
        return names[Number(iso.slice(5, 7)) - 1] ?? "";
    }

    // a day, from 2026-11-23
    function day(iso: string): string {
        const parts = iso.split("-");
        return parts.length === 3 ? qsTr("%2\u00a0%1", "%1 is the month").arg(month(iso)).arg(Number(parts[2])) : "";
    }
}
