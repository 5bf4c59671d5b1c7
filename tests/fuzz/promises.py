"""What the platform promises about any journal request, looked at on a running one."""

from collections.abc import Callable, Sequence
from typing import Any

import requests

from tests.fakes.central_server import RunningCentral
from tests.fakes.openapi import assert_documented
from tests.fakes.virtual_kiosk import VirtualKiosk
from tests.fuzz.journal import Bend, parsed, range_of, squeezed, write

WITHIN_S = 30
"""An answer takes no longer, whatever was asked."""


class Promises:
    """Each method raises ``AssertionError`` when a promise is broken. One enrolled kiosk, an epoch for each try."""

    def __init__(self, central: RunningCentral) -> None:
        self.central = central
        self._kiosk = central.kiosk()

    def epoch(self) -> VirtualKiosk:
        """The same device with two good entries stored and two more to send."""
        kiosk = VirtualKiosk(self._kiosk.url, self._kiosk.key, http=self._kiosk.http)
        for net_g in (3250, 500, 700, 900):
            kiosk.drop_off(net_g)
        assert kiosk.send(1, 2).status_code == 200
        return kiosk

    def strange_entries_block_nothing(self, strange: Sequence[tuple[str, Any, dict[str, Any]]]) -> None:
        """They are stored, judged the same each time, and what follows them comes in."""
        kiosk = self.epoch().fork(at=3)
        for entry in strange:
            write(kiosk, entry)
        kiosk.drop_off(1000)
        first = kiosk.send(3)
        assert assert_documented(first)[1] == 200, first.text
        answer = parsed(first)
        assert (answer["acked_seq"], answer["head_hash"]) == (len(kiosk.entries), kiosk.head)
        assert len(answer["verdicts"]) == len(strange) + 1
        assert parsed(kiosk.send(3))["verdicts"] == answer["verdicts"]

    def a_bent_request_harms_nothing(self, bend: Bend) -> None:
        """It is answered as documented, and the right one afterwards is taken."""
        kiosk = self.epoch()
        request = kiosk.http.prepare_request(kiosk.signed_request(squeezed(range_of(kiosk, 3)), 3, 4))
        bend(request)
        assert_documented(kiosk.http.send(request, timeout=WITHIN_S))
        self._assert_the_rest_is_welcome(kiosk)

    def signed_nonsense_harms_nothing(self, edit: Callable[[bytes], bytes]) -> None:
        """The same of a body that the device has signed."""
        kiosk = self.epoch()
        whole = range_of(kiosk, 3)
        bent = edit(whole)
        answer = kiosk.send_body(squeezed(bent), 3, 4)
        assert assert_documented(answer)[1] == 200 or bent != whole
        if answer.status_code != 200:
            self._assert_the_rest_is_welcome(kiosk)

    def _assert_the_rest_is_welcome(self, kiosk: VirtualKiosk) -> None:
        answer: requests.Response = kiosk.send(3)
        assert assert_documented(answer)[1] == 200, answer.text
        assert (parsed(answer)["acked_seq"], parsed(answer)["head_hash"]) == (4, kiosk.head)
