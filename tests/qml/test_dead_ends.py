"""No dead ends: before every screen that residents see there is a touch that leads on, or it says what to do."""

from datetime import date

import pytest

from kiosk.assets import METHODOLOGY
from kiosk.methodology import load_rulebook
from kiosk.session import states as at
from kiosk.session.context import Context
from kiosk.session.machine import step
from kiosk.ui.models.session import GUARD_MS
from kiosk.ui.samples import CONTAINER_PLATE, GUIDE, PLATE, container_samples, samples

RULES = load_rulebook(METHODOLOGY)
WAYS = {"platform": (PLATE, samples()), "container": (CONTAINER_PLATE, container_samples())}
RESIDENTS = at.Readable | at.Reading | at.StillThere | at.Recovered
LEADS_ON = {
    "attract": "start",
    "identify": "goAsGuest",
    "privacy_notice": "decline",
    "choose_material": "back",
    "weigh": "back",
    "confirm": "confirm",
    "credited": "finish",
    "finished": "finish",
    "reading": "back",
    "still_there": "stillHere",
    "scale_trouble": "cancel",
    "recovered": "finish",
}


@pytest.mark.parametrize("way", WAYS)
def test_from_every_screen_a_touch_leads_on(open_kiosk, way):
    plate, shown = WAYS[way]
    kiosk = open_kiosk(plate=plate, guide=GUIDE)
    for name, state in shown.items():
        if isinstance(state.phase, RESIDENTS):
            kiosk.touches.clear()
            kiosk.window.show_state(state)
            kiosk.clock.advance(GUARD_MS)
            kiosk.click("start" if name == "recovered-nothing" else LEADS_ON[state.screen])
            assert len(kiosk.touches) == 1, name
            context = Context(0, date(2026, 11, 22), RULES, plate, "0" * 32, "2345678923456789")
            then, _ = step(state, kiosk.touches[0], context)
            assert type(then.phase) is not type(state.phase), name


def test_where_nobody_is_served_it_says_what_to_do(open_kiosk):
    kiosk = open_kiosk(guide=GUIDE)
    for name, state in samples().items():
        if isinstance(state.phase, at.OutOfService):
            kiosk.window.show_state(state)
            texts = kiosk.texts()
            assert "0830 123 4567" in texts, name
            assert any("再来" in text or "工作人员" in text for text in texts), name
