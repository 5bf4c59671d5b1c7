"""Whatever happens in a conversation: one sound for each change is heard, and "credited" once for each credit."""

from dataclasses import replace

from hypothesis import settings

from kiosk.core.plate import ScaleMode
from kiosk.core.sounds import Earcon, Prompt
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.cues import asked, cues
from kiosk.session.effects import Effect
from kiosk.session.reading_states import ReadingPage
from kiosk.session.visit import visit_of
from tests.property.test_session import BusyContainer, Conversation


def bags(state: at.SessionState) -> int:
    """How many bags are recorded in the visit that stands, or waits behind something to read."""
    visit = visit_of(state.phase)
    return 0 if visit is None else len(visit.receipts)


class Listening(Conversation):
    """Somebody listens to all of it."""

    def take(self, event: on.Input) -> tuple[Effect, ...]:
        before = self.state
        effects = super().take(event)
        self.hears(before, self.state)
        return effects

    def hears(self, before: at.SessionState, after: at.SessionState) -> None:
        container = self.plate.mode is ScaleMode.CONTAINER
        heard = cues(before, after, container=container)
        earcons = [cue for cue in heard if isinstance(cue, Earcon)]
        prompts = [cue for cue in heard if isinstance(cue, Prompt)]
        assert heard == (*earcons, *prompts)
        assert max(len(earcons), len(prompts)) <= 1
        assert cues(after, after, container=container) == ()
        recorded = isinstance(after.phase, at.Credited) and bags(after) > bags(before)
        assert earcons.count(Earcon.CREDITED) == recorded
        assert not prompts or asked(after, container=container) in prompts or after.notice is not None
        if isinstance(after.phase, at.Readable):
            reading = replace(after, phase=at.Reading(after.phase, ReadingPage.PRIVACY, 0))
            back = cues(reading, after, container=container)
            assert not any(isinstance(cue, Earcon) for cue in back), "reading changes nothing"
        if isinstance(after.phase, at.Attract) and after.notice is None:
            assert heard == ()


class ListeningAtTheBin(Listening, BusyContainer):
    """The same with a bin on the scale."""


Listening.TestCase.settings = settings(max_examples=30, stateful_step_count=40)
ListeningAtTheBin.TestCase.settings = settings(max_examples=20, stateful_step_count=40)
TestListening = Listening.TestCase
TestListeningAtTheBin = ListeningAtTheBin.TestCase
