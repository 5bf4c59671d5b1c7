pragma Singleton
import QtQuick

// What the screens of emptying a container say of words that the session uses.
QtObject {
    // why it does not go on, and what to do
    function trouble(word: string): string {
        switch (word) {
        case "no_seal":
            return qsTr("That is not the number of a seal. Please read it again");
        case "seal_used":
            return qsTr("This seal was used before. Please take another one");
        case "absurd":
            return qsTr("The bin cannot hold that much. Please check the number");
        case "not_at_rest":
            return qsTr("Something still moves or lies on the scale. Please wait until it is counted");
        case "put_back":
            return qsTr("Something was put into the bin. Please take it out again");
        case "bin_off":
            return binOff;
        case "changed":
            return qsTr("Something was dropped off meanwhile. Please look at the figures again");
        case "stale":
            return qsTr("This bin was emptied since, or is not here any more. Please give up this collection");
        case "most_bags":
            return qsTr("No more bags can be counted. Please finish weighing");
        default:
            return "";
        }
    }

    // why more or less was weighed than was recorded
    function difference(reason: string): string {
        switch (reason) {
        case "wet":
            return qsTr("Wet or dried");
        case "refuse_removed":
            return qsTr("Refuse sorted out");
        case "not_credited":
            return qsTr("Left unweighed");
        case "handed_in":
            return qsTr("From a round");
        case "moved":
            return qsTr("Moved between bins");
        case "missing":
            return qsTr("Missing, nobody knows why");
        default:
            return qsTr("Scale in doubt");
        }
    }

    function vehicle(reason: string): string {
        switch (reason) {
        case "too_heavy":
            return qsTr("Too heavy for this scale");
        case "scale_fault":
            return qsTr("This scale is out of order");
        default:
            return qsTr("The whole bin is taken");
        }
    }

    function abandon(reason: string): string {
        switch (reason) {
        case "mistake":
            return qsTr("Begun by mistake");
        case "vehicle_gone":
            return qsTr("The vehicle has left");
        case "scale_fault":
            return qsTr("The scale is out of order");
        default:
            return qsTr("The weather");
        }
    }

    readonly property string binOff: qsTr("The bin is off the scale. Empty it and put it back")

    // what the scale asks for while bags are weighed
    function weighing(status: string, container: bool): string {
        switch (status) {
        case "empty":
            return container ? qsTr("Take out a few bags, then let go") : qsTr("Put the next bag on the scale");
        case "clear_first":
        case "settled":
            return container ? qsTr("Take out again what was put in") : qsTr("Counted. Take the bag off");
        case "too_light":
            return container ? qsTr("Take out again what was put in") : qsTr("Too light for this scale. Weigh it with another bag");
        case "too_heavy":
            return qsTr("Too heavy for this scale. Use smaller bags");
        case "unsteady":
            return qsTr("Does anybody lean on it? Hands off");
        case "below_zero":
            return container ? binOff : qsTr("The scale shows less than nothing. Is anything under it?");
        case "starting":
            return qsTr("The scale is starting");
        default:
            return qsTr("Weighing. Hands off for a moment");
        }
    }

    // where a load goes
    function place(name: string, here: string): string {
        if (name === "")
            return qsTr("To the sorting centre");
        return here === "here" ? qsTr("Into %1 here").arg(name) : qsTr("To %1").arg(name);
    }
}
