"""A disk that loses its power: what was written to it, in order, and what is on it after a cut.

The rules are POSIX's strictest. Nothing is durable before it was synced; what was not may have arrived whole, in part,
or in another order. Content and name are synced apart: a file that was made can vanish, one that was deleted can come
back. A sector of 512 bytes is old or new, never a mixture.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

SECTOR = 512
Image = Mapping[str, bytes]
"""The files on a disk: content by name."""


@dataclass(frozen=True, slots=True)
class Create:
    """A name for a new, empty file. ``file`` is a number that no other file ever has."""

    name: str
    file: int


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes at an offset; the file grows when they end behind its end."""

    file: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """The file is ``size`` bytes long from here on."""

    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """The content is durable when this returns; with ``folder`` every name in the folder too."""

    file: int
    folder: bool


@dataclass(frozen=True, slots=True)
class Delete:
    """The name goes. ``synced``: durable when this returns, with every other name in the folder."""

    name: str
    synced: bool


Operation = Create | Write | Truncate | Sync | Delete


class Loss(StrEnum):
    """What becomes of the operations that no sync has made durable."""

    ALL = "all"  # none arrived
    NOTHING = "nothing"  # all arrived
    TAIL = "tail"  # those up to a random one arrived
    SOME = "some"  # a random half arrived
    TORN = "torn"  # as TAIL, and of the last write that arrived only some sectors
    SECTORS = "sectors"  # a random half of all sectors arrived


@dataclass
class Contents:
    """Names and files at one moment."""

    names: dict[str, int] = field(default_factory=dict)
    files: dict[int, bytearray] = field(default_factory=dict)

    @staticmethod
    def of(image: Image) -> "Contents":
        """The same as an image, with numbers for its files."""
        names = {name: number for number, name in enumerate(sorted(image))}
        return Contents(names, {number: bytearray(image[name]) for name, number in names.items()})

    def image(self) -> Image:
        """What can be reached by a name."""
        return {name: bytes(self.files.get(number, b"")) for name, number in self.names.items()}

    def copy(self) -> "Contents":
        """Another one with the same content."""
        return Contents(dict(self.names), {number: bytearray(data) for number, data in self.files.items()})

    def apply(self, operation: Operation) -> None:
        """Do it."""
        match operation:
            case Create(name, file):
                self.names[name] = file
                self.files.setdefault(file, bytearray())
            case Delete(name):
                self.names.pop(name, None)
            case Write(file, offset, data):
                content = self.files.setdefault(file, bytearray())
                content.extend(bytes(max(0, offset - len(content))))
                content[offset : offset + len(data)] = data
            case Truncate(file, size):
                content = self.files.setdefault(file, bytearray())
                del content[size:]
                content.extend(bytes(size - len(content)))
            case Sync():
                pass


class Platter:
    """What is durable, and what may be lost. ``lies``: syncs are answered and nothing is done."""

    def __init__(self, image: Image, *, lies: bool = False) -> None:
        self._durable = Contents.of(image)
        self._pending: list[Operation] = []
        self._lies = lies

    def take(self, operation: Operation) -> None:
        """The next operation of the running program."""
        match operation:
            case Sync(file, folder):
                self._settle(file, folder=folder)
            case Delete(synced=synced):
                self._pending.append(operation)
                self._settle(None, folder=synced)
            case _:
                self._pending.append(operation)

    def after_cut(self, loss: Loss, chance: random.Random) -> Image:
        """What is found when the power comes back."""
        left = self._durable.copy()
        for operation in arrived(self._pending, loss, chance):
            left.apply(operation)
        return left.image()

    def _settle(self, file: int | None, *, folder: bool) -> None:
        if self._lies:
            return
        waiting: list[Operation] = []
        for operation in self._pending:
            if folder if isinstance(operation, Create | Delete) else operation.file == file:
                self._durable.apply(operation)
            else:
                waiting.append(operation)
        self._pending = waiting


def arrived(pending: Sequence[Operation], loss: Loss, chance: random.Random) -> Iterable[Operation]:
    """Which of the operations that were not synced reached the disk after all."""
    match loss:
        case Loss.ALL:
            return ()
        case Loss.NOTHING:
            return pending
        case Loss.TAIL:
            return pending[: chance.randint(0, len(pending))]
        case Loss.SOME:
            return [operation for operation in pending if chance.random() < 0.5]
        case Loss.TORN:
            return _torn(pending, chance)
        case Loss.SECTORS:
            parts = (part for operation in pending for part in sectors(operation))
            return [part for part in parts if chance.random() < 0.5]


def _torn(pending: Sequence[Operation], chance: random.Random) -> Iterable[Operation]:
    writes = [place for place, operation in enumerate(pending) if isinstance(operation, Write)]
    if not writes:
        return pending
    last = chance.choice(writes)
    parts = list(sectors(pending[last]))
    # At least one sector is missing, or it would not be torn; one that fits into a sector is lost whole.
    return [*pending[:last], *chance.sample(parts, chance.randint(0, len(parts) - 1))]


def sectors(operation: Operation) -> Iterator[Operation]:
    """A write as one write for each sector that it touches; anything else as it is."""
    if not isinstance(operation, Write):
        yield operation
        return
    start = 0
    while start < len(operation.data):
        end = start + SECTOR - (operation.offset + start) % SECTOR
        yield Write(operation.file, operation.offset + start, operation.data[start:end])
        start = end
