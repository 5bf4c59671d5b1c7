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

    // where a record is while the platform does not have it yet; empty when there is nothing to say
    function whereabouts(link: string): string {
        if (link === "online")
            return "";
        return link === "offline" ? qsTr("No network now. Saved here, uploaded later") : qsTr("Saved here, uploaded later");
    }
}
