import QtQuick
import Kiosk.models
import Kiosk.controls
import Kiosk.theme

// How it works in three pictures, and what to do without a phone.
Page {
    id: page

    required property SessionModel session
    required property ReadingModel reading

    split: false
    wordsSpacing: (Theme.landscape ? 1 : 2) * Theme.grid

    words: [
        Label {
            width: parent.width
            text: qsTr("How it works")
            size: Theme.titleSize
            strong: true
        },
        ThreeSteps {
            width: parent.width
            container: page.session.container
            pictureHeight: Theme.landscape ? 260 : width
        },
        BulletLine {
            objectName: "noPhone"
            width: parent.width
            icon: "person"
            text: qsTr("No phone and no card? Drop off as a guest, and claim your points later")
        }
    ]

    acts: Grid {
        id: both

        width: parent.width
        columns: Theme.landscape ? 2 : 1
        columnSpacing: Theme.grid
        rowSpacing: 1.5 * Theme.grid

        ReadButton {
            id: privacy

            reading: page.reading
            page: "privacy"
            width: both.columns === 2 ? (both.width - both.columnSpacing) / 2 : both.width
            height: both.columns === 2 ? Math.max(implicitHeight, back.implicitHeight) : implicitHeight
            text: qsTr("What we keep about you")
        }

        ActButton {
            id: back

            objectName: "back"
            width: privacy.width
            text: qsTr("Read it, go back")
            onClicked: page.session.back()
        }
    }
}
