"""``[pickup]`` in the configuration."""

import pytest

from kiosk.config import parse
from kiosk.core.errors import UsageFault


def test_a_kiosk_stays_where_it_is_unless_told() -> None:
    assert not parse(b"", "kiosk.toml").pickup.enabled
    assert parse(b"[pickup]\nenabled = true\n", "kiosk.toml").pickup.enabled


def test_the_load_of_a_round_is_no_container_to_configure() -> None:
    with pytest.raises(UsageFault, match="round-clothing"):
        parse(b'[[containers]]\nid = "round-clothing"\nmaterial = "clothing"\n', "kiosk.toml")
