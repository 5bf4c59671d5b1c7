"""Writing the found scale into ``kiosk.toml``: everything else in the file stays as a person wrote it."""

import os
import tempfile
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from kiosk import config
from kiosk.core.errors import UsageFault
from kiosk.core.line import LineSettings
from kiosk.ledger.device import sync_folder
from kiosk.scale.probe import Format

_NEW_FILE_MODE = 0o644


def write_scale(folder: Path, port: str, found: Format, line: LineSettings) -> Path:
    """Put port, protocol, profile and the line settings that differ from the protocol's own into ``[scale]``.

    Settings that no longer differ are taken out. The file is replaced in one step and only by one that loads; returns
    its path. Raises ``UsageFault`` when it cannot be read or written, and leaves it as it was.
    """
    path = (folder / config.FILE_NAME).resolve()  # a link stays a link
    try:
        before = path.read_bytes().decode("utf-8") if path.exists() else ""
        text = _with_scale(before, port, found, line)
        config.parse(text.encode("utf-8"), str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, text)
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise UsageFault(f"{path}: not readable as TOML: {error}; nothing was changed") from error
    except OSError as error:
        raise UsageFault(f"{path} cannot be written ({error.strerror}): check its owner and mode") from error
    return path


def _with_scale(text: str, port: str, found: Format, line: LineSettings) -> str:
    usual = found.load().line
    wanted: dict[str, str | int | None] = {
        "port": port,
        "protocol": found.protocol,
        "profile": found.profile or None,
        "baud": line.baud if line.baud != usual.baud else None,
        "bytesize": line.bytesize if line.bytesize != usual.bytesize else None,
        "parity": line.parity if line.parity != usual.parity else None,
        "stopbits": line.stopbits if line.stopbits != usual.stopbits else None,
    }
    document = tomlkit.parse(text)
    if "scale" not in document:
        document["scale"] = tomlkit.table()
    section = document["scale"]
    for key, value in wanted.items():
        if value is not None:
            section[key] = value
        elif key in section:
            del section[key]
    return tomlkit.dumps(document)


def _replace(path: Path, text: str) -> None:
    """Write beside it, make it durable, then give it the name: a power cut leaves the old file or the new one."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else _NEW_FILE_MODE)
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
