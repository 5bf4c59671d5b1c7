"""Which of the kiosk's keys a request is signed with, when it has had several.

What is sent is signed with the key that its entries are signed with. The platform may be further than that (its last
answer was lost: it knows the next key already, and this one is retired) or behind (it was put back from a backup); then
the neighbour is tried, and each key once at most.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from kiosk.core.errors import LinkFault, LinkFaultKind
from kiosk.sync.answers import PlatformProblem
from kiosk.sync.ports import Signer

_NEWER, _OLDER = 1, -1
_STEP = {"key-retired": _NEWER, "signature-invalid": _OLDER}
_Answer = TypeVar("_Answer")


def index_of(keys: Sequence[Signer], public_key: bytes) -> int:
    """Where the key is among ``keys``. Raises ``LinkFault`` when it is not there."""
    for index, key in enumerate(keys):
        if key.public_key == public_key:
            return index
    raise LinkFault(
        LinkFaultKind.KEY_RETIRED,
        "this kiosk has gone over to a new key since this program was started: start it again",
    )


def ask_with(keys: Sequence[Signer], start: int, ask: Callable[[Signer], _Answer]) -> _Answer:
    """The answer to ``ask`` with the key at ``start``, or with the first beside it that the platform takes.

    Raises ``LinkFault``, of kind ``KEY_RETIRED`` when the platform knows a newer key than all of these.
    """
    at, said = start, dict[int, str]()
    while True:
        try:
            return ask(keys[at])
        except PlatformProblem as problem:
            said[at] = problem.name
            beside = at + _STEP.get(problem.name, 0)
            if beside in said or not 0 <= beside < len(keys):
                raise (_retired() if problem.name in _STEP and "key-retired" in said.values() else problem) from problem
            at = beside


def _retired() -> LinkFault:
    return LinkFault(
        LinkFaultKind.KEY_RETIRED,
        "the platform knows a newer key of this kiosk than device.key holds (an old image of the disk or an old copy "
        "of device.key was put back, or somebody has taken the key): crediting goes on, uploading stops until the "
        "newest copy of device.key is put back; if nobody has it, tell the operator",
    )
