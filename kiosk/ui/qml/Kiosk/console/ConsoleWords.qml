pragma Singleton
import QtQuick
import Kiosk.controls

// What the console says: how each thing is, and what staff can do about it.
QtObject {
    function page(name: string): string {
        switch (name) {
        case "devices":
            return qsTr("Devices");
        case "sync":
            return qsTr("Upload");
        case "today":
            return qsTr("Today");
        case "screen":
            return qsTr("Screen");
        case "export":
            return qsTr("Export");
        default:
            return qsTr("Service");
        }
    }

    function icon(what: string): string {
        const icons = {
            "scale": "scale",
            "scanner": "scan",
            "camera": "camera",
            "printer": "ledger",
            "sound": "sound_loud",
            "network": "online",
            "disk": "place",
            "clock": "clock",
            "battery": "power",
            "platform": "upload",
            "records": "ledger"
        };
        return icons[what] ?? "";
    }

    function device(what: string): string {
        switch (what) {
        case "scale":
            return qsTr("Scale");
        case "scanner":
            return qsTr("Reader");
        case "camera":
            return qsTr("Camera");
        case "printer":
            return qsTr("Printer");
        case "sound":
            return qsTr("Sound");
        case "network":
            return qsTr("Network");
        case "disk":
            return qsTr("Disk");
        case "clock":
            return qsTr("Clock");
        case "battery":
            return qsTr("Battery");
        case "platform":
            return qsTr("Platform");
        default:
            return qsTr("Records");
        }
    }

    // how it is, in a few words
    function state(what: string, word: string, figure: string): string {
        switch (what) {
        case "scale":
            return word === "ready" ? qsTr("ready") : word === "starting" ? qsTr("starting") : word === "below_zero" ? Words.scale(word) : Words.care(word) !== "" ? Words.care(word) : Words.cause(word);
        case "scanner":
            return word === "no_fault" ? qsTr("no fault known") : Words.cause(word);
        case "camera":
            return word === "missing" ? qsTr("not found") : Words.camera(word === "none" ? "" : word);
        case "printer":
            return printer(word);
        case "sound":
            return sound(word);
        case "network":
            return word === "up" ? qsTr("connected") : word === "down" ? qsTr("no network") : qsTr("not known");
        case "disk":
            return word === "unknown" ? qsTr("does not answer") : word === "low" ? qsTr("only %1\u00a0MB free").arg(figure) : qsTr("%1\u00a0MB free").arg(figure);
        case "clock":
            return clock(word, figure);
        case "battery":
            return word === "mains" ? qsTr("%1%, on mains power").arg(figure) : qsTr("%1%, on battery").arg(figure);
        case "platform":
            return Words.platform(word);
        case "stick":
            return stick(word, figure);
        default:
            return word === "backup_failed" ? qsTr("backup failed") : Words.ledger(word, figure);
        }
    }

    function printer(word: string): string {
        switch (word) {
        case "none":
            return qsTr("none fitted");
        case "printing":
            return qsTr("printing");
        case "paper_out":
            return qsTr("out of paper");
        case "gone":
            return qsTr("does not answer");
        default:
            return qsTr("ready");
        }
    }

    function sound(word: string): string {
        switch (word) {
        case "off":
            return qsTr("switched off");
        case "none":
            return qsTr("no loudspeaker");
        case "gone":
            return qsTr("loudspeaker gone");
        case "no_file":
            return qsTr("recordings are missing");
        case "ready":
            return qsTr("ready");
        default:
            return qsTr("not checked");
        }
    }

    function clock(word: string, apart: string): string {
        switch (word) {
        case "trusted":
            return qsTr("agrees with the platform");
        case "holdover":
            return qsTr("not yet compared");
        case "wrong":
            return clockApart(apart);
        default:
            return qsTr("certainly wrong");
        }
    }

    function clockApart(apart: string): string {
        const number = apart.slice(0, -1);
        switch (apart.slice(-1)) {
        case "d":
            return qsTr("%1\u00a0d off").arg(number);
        case "h":
            return qsTr("%1\u00a0h off").arg(number);
        case "m":
            return qsTr("%1\u00a0min off").arg(number);
        default:
            return qsTr("%1\u00a0s off").arg(number);
        }
    }

    function stick(word: string, free: string): string {
        switch (word) {
        case "ready":
            return qsTr("Stick found, %1\u00a0MB free").arg(free);
        case "read_only":
            return qsTr("This stick is write-protected");
        case "none":
            return qsTr("Plug in a stick");
        default:
            return qsTr("Looking for a stick");
        }
    }

    // what to do, in one sentence; for what is well, that there is nothing to do
    function advice(what: string, word: string): string {
        switch (what) {
        case "scale":
            return scaleAdvice(word);
        case "scanner":
            return word === "no_fault" ? well : port(word);
        case "camera":
            return word === "missing" ? qsTr("Put the camera's cable in again") : word === "brighter" || word === "darker" || word === "closer" ? qsTr("Look at the light around the camera, and clean its glass") : well;
        case "printer":
            return word === "paper_out" ? qsTr("Put in a new roll of paper") : word === "gone" ? qsTr("Switch the printer on, and put its cable in again") : well;
        case "sound":
            return word === "gone" ? qsTr("Put the loudspeaker's cable in again, and switch it on") : word === "no_file" ? qsTr("Let the service put the recordings back. Everything is on the screen meanwhile") : well;
        case "network":
            return word === "down" ? qsTr("Put the network cable in again, or restart the router. Records wait here meanwhile") : well;
        case "disk":
            return word === "unknown" ? qsTr("The disk is failing. Call for repair") : word === "low" ? qsTr("Export what is needed, then let the service make room") : well;
        case "clock":
            return word === "wrong" || word === "unknown" ? qsTr("Let the service set the clock, or connect the network") : well;
        case "battery":
            return word === "low" ? qsTr("Plug the mains in now") : well;
        case "platform":
            return platformAdvice(word);
        default:
            return word === "backup_failed" ? qsTr("Put the backup stick in again, or take a new one") : word === "no_backup" ? qsTr("The first backup is made soon") : well;
        }
    }

    readonly property string well: qsTr("There is nothing to do")

    function scaleAdvice(word: string): string {
        switch (word) {
        case "check_failed":
            return qsTr("Call for repair. Until the scale passes a check, points wait for review");
        case "certificate_expired":
            return qsTr("Have the scale verified. Until then, points wait for review");
        case "check_due":
            return qsTr("Check the scale with the test weight, from the menu");
        case "certificate_soon":
            return qsTr("Have the scale verified soon");
        case "below_zero":
            return qsTr("Look below the scale, and put back what belongs on it");
        case "zero_lost":
            return qsTr("Empty the scale and clean below it, then switch the indicator off and on");
        case "wrong_unit":
            return qsTr("Switch the indicator to kilograms");
        case "frozen":
            return qsTr("Put something on the scale. If nothing moves, switch the indicator off and on");
        case "ready":
        case "starting":
            return well;
        default:
            return port(word);
        }
    }

    function port(word: string): string {
        switch (word) {
        case "denied":
        case "busy":
            return qsTr("Restart the machine. If it comes back, call for repair");
        case "silent":
            return qsTr("Switch it on, and look at its cable");
        case "garbled":
            return qsTr("Put its cable in firmly. If it comes back, call for repair");
        default:
            return qsTr("Put its cable in again");
        }
    }

    function platformAdvice(word: string): string {
        switch (word) {
        case "online":
            return well;
        case "not_enrolled":
            return qsTr("Let the service enrol this kiosk");
        case "portal":
            return qsTr("Log in to this network, or use another");
        case "untrusted":
            return qsTr("Look whether the clock is right. Otherwise tell the service at once");
        case "clock":
            return qsTr("Let the service set the clock");
        case "not_platform":
            return qsTr("Let the service look at the platform's address");
        case "forbidden":
        case "fork":
        case "rejected":
        case "shrunk":
            return qsTr("Tell the platform's operator. Records wait here meanwhile");
        case "broken":
        case "busy":
            return qsTr("Wait. It is tried again by itself");
        default:
            return qsTr("Look at the network cable or the router. Records wait here meanwhile");
        }
    }

    function exportFault(word: string): string {
        switch (word) {
        case "no_stick":
            return qsTr("No stick was found. Plug one in, wait a moment, and try again");
        case "full":
            return qsTr("The stick is full. Make room on it, or take a larger one");
        case "read_only":
            return qsTr("The stick cannot be written. Move its lock, or take another");
        case "gone":
            return qsTr("The stick does not answer any more. Plug it in again, or take another");
        case "ledger":
            return qsTr("The records cannot be read just now. Try again");
        default:
            return "";
        }
    }

    // why the platform holds or refuses a record
    function reason(word: string): string {
        switch (word) {
        case "certificate_expired":
        case "scale_check_failed":
        case "taken_out":
            return heldHere(word);
        case "over_drop_cap":
        case "over_day_cap":
        case "over_card_cap":
            return qsTr("more than may be credited at once or in a day");
        case "too_light":
            return qsTr("too light");
        case "unknown_resident":
        case "unknown_pass":
        case "revoked":
            return qsTr("the code is not known or not good any more");
        case "duplicate_drop_off":
            return qsTr("it was told of twice");
        case "pass_used_elsewhere":
        case "two_places":
            return qsTr("the same code was used at two kiosks");
        case "implausible_rate":
            return qsTr("very many drop-offs in a short time");
        case "unknown_rule":
        case "unknown_hold":
            return qsTr("the platform does not know this rule");
        case "arithmetic":
        case "malformed_body":
            return qsTr("the figures do not add up");
        case "declined":
            return qsTr("people have looked and declined it");
        case "revoked_kiosk":
            return qsTr("this kiosk is revoked");
        case "key_unproven":
            return qsTr("the new key does not prove itself");
        case "epoch_unexplained":
            return qsTr("the records before it are missing");
        default:
            return work(word);
        }
    }

    function heldHere(word: string): string {
        switch (word) {
        case "certificate_expired":
            return qsTr("the scale's certificate had expired");
        case "scale_check_failed":
            return qsTr("the scale had failed its check");
        default:
            return qsTr("something was taken out of the bin");
        }
    }

    // reasons about the work of staff
    function work(word: string): string {
        switch (word) {
        case "period_mismatch":
        case "unexplained_difference":
        case "unknown_container":
            return qsTr("the collection does not fit what was dropped off");
        case "seal_reused":
            return qsTr("the seal was used before");
        case "unknown_staff":
        case "not_supervisor":
        case "needs_second":
            return qsTr("it needs somebody with the right to it");
        case "unknown_entry":
        case "over_correction":
            return qsTr("the correction does not fit its record");
        case "order_unknown":
        case "order_closed":
        case "order_resident":
            return qsTr("the pickup was not open for this device");
        default:
            return qsTr("the platform says why");
        }
    }
}
