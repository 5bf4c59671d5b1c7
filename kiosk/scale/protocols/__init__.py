"""One file per protocol. A file ``st_us.py`` here *is* the protocol ``st-us``; nothing else has to be told.

The file defines ``PROTOCOL``, a ``ScaleProtocol`` of that name. Only the file that is asked for gets imported.
"""

import importlib
import pkgutil

from kiosk.core.errors import UsageFault
from kiosk.scale.protocol import ScaleProtocol


def names() -> list[str]:
    """All protocol names, sorted."""
    return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__))


def load(name: str, profile: str = "") -> ScaleProtocol:
    """The protocol called ``name``, in the variant ``profile`` where one is named.

    Raises ``UsageFault`` that lists the known names when there is no such protocol or no such profile of it.
    """
    known = names()
    if name not in known:
        raise UsageFault(f"unknown scale protocol {name!r}; known: {', '.join(known)}")
    module = importlib.import_module(f"{__name__}.{name.replace('-', '_')}")
    protocol: ScaleProtocol = module.PROTOCOL
    return protocol.with_profile(profile)
