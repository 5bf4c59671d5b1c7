pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.models
import Kiosk.collect
import Kiosk.controls

// For staff: emptying a container, one question at a time.
Item {
    id: screen

    required property SessionModel session
    required property CollectModel collect

    readonly property string trouble: CollectWords.trouble(collect.trouble)
    readonly property var figures: [
        {
            "icon": "ledger",
            "name": qsTr("By the records"),
            "text": qsTr("%1\u00a0kg in %2\u00a0bags").arg(collect.expectedText).arg(collect.dropOffs)
        },
        {
            "icon": "scale",
            "name": qsTr("Weighed"),
            "text": qsTr("%1\u00a0kg").arg(collect.weighedText)
        },
        {
            "icon": collect.reasons.length > 0 || collect.cameText !== "" ? "warn" : "check",
            "name": qsTr("Difference"),
            "text": qsTr("%1\u00a0kg, permitted ±%2\u00a0kg").arg(collect.differenceText).arg(collect.toleranceText),
            "good": collect.reasons.length === 0 && collect.cameText === ""
        }
    ]
    readonly property var pages: ({
            "list": list,
            "resume": resume,
            "give_up": giveUp,
            "seal": seal,
            "intact": intact,
            "weigh": bags,
            "vehicle": vehicle,
            "vehicle_reason": vehicleReason,
            "compare": compare,
            "destination": destination,
            "new_seal": seal,
            "sign": sign,
            "saving": saving,
            "manifest": manifest
        })

    // names → answers
    function answers(names: var, words: var): var {
        return names.map(name => ({
                    "name": name,
                    "text": words(name)
                }));
    }

    Loader {
        objectName: "page"
        anchors.fill: parent
        sourceComponent: screen.pages[screen.collect.step] ?? null
    }

    Component {
        id: list

        ContainersPage {
            session: screen.session
            collect: screen.collect
        }
    }

    Component {
        id: resume

        ChoicePage {
            title: qsTr("A collection was begun")
            lines: [
                {
                    "icon": "bin",
                    "name": Words.materialName(screen.collect.material),
                    "text": screen.collect.container
                },
                {
                    "icon": "scale",
                    "name": qsTr("Weighed so far"),
                    "text": qsTr("%1\u00a0kg").arg(screen.collect.weighedText)
                }
            ]
            trouble: screen.trouble
            note: qsTr("Nothing of it is lost. Somebody else may go on with it")
            choices: (screen.collect.resumable ? [
                    {
                        "name": "goOn",
                        "text": qsTr("Go on with it"),
                        "primary": true
                    }
                ] : []).concat([
                {
                    "name": "giveUp",
                    "text": qsTr("Give up this collection"),
                    "primary": screen.trouble !== "" // nothing else is left
                }
            ])
            onChosen: name => name === "goOn" ? screen.collect.goOn() : screen.collect.giveUp()
            onBacked: screen.session.back()
        }
    }

    Component {
        id: giveUp

        ChoicePage {
            icon: "cross"
            title: qsTr("Why give up this collection?")
            note: qsTr("The bin then counts as not emptied")
            choices: screen.answers(["mistake", "vehicle_gone", "scale_fault", "weather"], CollectWords.abandon)
            onChosen: name => screen.collect.abandon(name)
            onBacked: screen.session.back()
        }
    }

    Component {
        id: seal

        SealPage {
            session: screen.session
            collect: screen.collect
        }
    }

    Component {
        id: intact

        ChoicePage {
            readonly property var sound: ({
                    "name": "intact",
                    "text": screen.collect.sealMatches ? qsTr("Unbroken") : qsTr("Unbroken, this other number"),
                    "primary": screen.collect.sealMatches
                })
            readonly property var broken: ({
                    "name": "broken",
                    "text": qsTr("Broken")
                })

            icon: screen.collect.sealMatches ? "seal" : "warn"
            title: screen.collect.sealMatches ? qsTr("Is the seal unbroken?") : qsTr("That is another seal")
            lines: [
                {
                    "icon": "seal",
                    "name": qsTr("Found"),
                    "text": screen.collect.foundSeal,
                    "good": screen.collect.sealMatches
                },
                {
                    "icon": "ledger",
                    "name": qsTr("Put on last"),
                    "text": screen.collect.expectedSeal === "" ? qsTr("none") : screen.collect.expectedSeal
                }
            ]
            note: screen.collect.sealMatches ? "" : qsTr("Read it again, or record it as it is")
            choices: [sound, broken]
            onChosen: name => screen.collect.sealFound(name === "intact")
            onBacked: screen.session.back()
        }
    }

    Component {
        id: bags

        BagsPage {
            session: screen.session
            collect: screen.collect
        }
    }

    Component {
        id: vehicle

        VehiclePage {
            session: screen.session
            collect: screen.collect
        }
    }

    Component {
        id: vehicleReason

        ChoicePage {
            icon: "vehicle"
            title: qsTr("Why by a vehicle's scale?")
            lines: [
                {
                    "icon": "vehicle",
                    "name": qsTr("Weighed"),
                    "text": qsTr("%1\u00a0kg").arg(screen.collect.vehicleText)
                }
            ]
            note: qsTr("It replaces the weights of all bags")
            choices: screen.answers(["too_heavy", "scale_fault", "whole_container"], CollectWords.vehicle)
            onChosen: name => screen.collect.vehicleBecause(name)
            onBacked: screen.session.back()
        }
    }

    Component {
        id: compare

        ChoicePage {
            readonly property bool differs: screen.collect.reasons.length > 0
            readonly property bool came: !differs && screen.collect.cameText !== "" // the way back is the thing to do
            readonly property var weighAgain: ({
                    "name": "weighAgain",
                    "text": qsTr("Go back and weigh"),
                    "primary": true
                })
            readonly property var agreed: ({
                    "name": "agreed",
                    "text": screen.collect.nothing && !came ? qsTr("The bin is empty, close it") : qsTr("Go on"),
                    "primary": !came
                })

            icon: differs || came ? "warn" : "scale"
            title: differs ? qsTr("Why does it differ?") : came ? qsTr("Dropped off since the weighing: %1\u00a0kg").arg(screen.collect.cameText) : screen.collect.nothing ? qsTr("Nothing was weighed") : qsTr("Recorded and weighed agree")
            lines: screen.figures
            trouble: screen.trouble
            choices: differs ? screen.answers(screen.collect.reasons, CollectWords.difference) : came ? [weighAgain, agreed] : [agreed]
            leavable: !came
            onChosen: name => name === "weighAgain" ? screen.session.back() : screen.collect.explain(name === "agreed" ? "" : name)
            onBacked: screen.session.back()
        }
    }

    Component {
        id: destination

        ChoicePage {
            icon: "vehicle"
            title: qsTr("Where does it go?")
            choices: screen.collect.places.map((name, place) => ({
                        "name": "place" + place,
                        "text": CollectWords.place(name, screen.collect.placesHere[place]),
                        "primary": place === 0
                    }))
            onChosen: name => screen.collect.sendTo(Number(name.slice(5)))
            onBacked: screen.session.back()
        }
    }

    Component {
        id: sign

        SignPage {
            session: screen.session
            collect: screen.collect
        }
    }

    Component {
        id: saving

        ChoicePage {
            icon: "ledger"
            title: qsTr("Recording. One moment")
            lines: screen.figures
            leavable: false
        }
    }

    Component {
        id: manifest

        DonePage {
            session: screen.session
            collect: screen.collect
        }
    }
}
