pragma Singleton
import QtQuick

// What the things that people bring are called, a word for each drawing.
QtObject {
    readonly property var words: ({
            "coat": qsTr("Coats"),
            "shirt": qsTr("Shirts"),
            "trousers": qsTr("Trousers"),
            "dress": qsTr("Dresses"),
            "shoes": qsTr("Shoes"),
            "bag": qsTr("Bags"),
            "hat": qsTr("Hats"),
            "bedding": qsTr("Bed linen"),
            "toys": qsTr("Soft toys"),
            "wet": qsTr("Wet things"),
            "dirty": qsTr("Dirty things"),
            "quilt": qsTr("Padded quilts"),
            "pillow": qsTr("Pillows"),
            "underwear": qsTr("Underwear"),
            "socks": qsTr("Socks"),
            "rags": qsTr("Rags"),
            "book": qsTr("Books"),
            "textbook": qsTr("Textbooks"),
            "magazine": qsTr("Magazines"),
            "newspaper": qsTr("Newspapers"),
            "picture_book": qsTr("Picture books"),
            "notebook": qsTr("Notebooks"),
            "carton": qsTr("Cartons"),
            "plastic_cover": qsTr("Plastic covers"),
            "photo": qsTr("Photos"),
            "receipt": qsTr("Receipts"),
            "disc": qsTr("Discs")
        })
}
