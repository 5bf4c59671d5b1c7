import Kiosk.models
import Kiosk.controls

// Leads to another page to read.
ActButton {
    id: button

    required property ReadingModel reading
    required property string page

    objectName: "read-" + page
    primary: false
    onClicked: button.reading.read(button.page)
}
