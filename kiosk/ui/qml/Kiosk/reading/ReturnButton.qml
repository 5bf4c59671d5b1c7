import Kiosk.models
import Kiosk.controls

// The end of a page to read: back to where one was.
ActButton {
    id: button

    required property SessionModel session

    objectName: "back"
    text: qsTr("Go back")
    onClicked: button.session.back()
}
