"""Canonical bytes: one way to write an entry, whatever its body holds."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.ledger.entry import GENESIS, Header, canonical, entry_hash

HEADER = Header("k-" + "0" * 20, "e" * 32, 1, GENESIS, "2026-11-22T09:00:00.000Z", "trusted", "boot", 5)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
bodies = st.dictionaries(
    texts,
    st.recursive(
        st.none() | st.booleans() | st.integers() | texts,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
        max_leaves=8,
    ),
    max_size=5,
)


@given(bodies)
def test_reading_and_writing_again_gives_the_same_bytes(body: dict[str, object]) -> None:
    raw = canonical(HEADER, "test", body)
    table = json.loads(raw)
    assert table["body"] == body
    assert canonical(HEADER, "test", dict(reversed(list(table["body"].items())))) == raw
    assert b"\n" not in raw


@given(bodies, bodies)
def test_different_bodies_have_different_hashes(one: dict[str, object], other: dict[str, object]) -> None:
    first, second = canonical(HEADER, "test", one), canonical(HEADER, "test", other)
    assert (entry_hash(first) == entry_hash(second)) == (first == second)


@pytest.mark.parametrize("body", [{"a": 1.0}, {"a": [0, {"b": float("nan")}]}, {"a": (2.5,)}])
def test_a_float_never_gets_in(body: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="integers only"):
        canonical(HEADER, "test", body)
