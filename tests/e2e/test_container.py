"""The container on the scale, from real bytes to both ledgers, over a restart."""

from itertools import pairwise
from pathlib import Path

import pytest

from tests.e2e.tour import Tour, exported

pytestmark = pytest.mark.process
E = 20


def test_bags_in_a_container_are_the_differences_between_its_weights(tmp_path: Path) -> None:
    data = tmp_path / "d"
    code, events, result, errors = Tour(data, "--container", "--drop-offs", "2").finish()
    assert code == 0, errors
    weights = [e["weight_g"] for e in events if e["screen"] == "credited"]
    assert weights == [pytest.approx(3250, abs=2 * E), pytest.approx(1840, abs=2 * E)]
    assert result["central_points"] == result["points"]

    code, _, result, errors = Tour(data, "--drop-offs", "1").finish()
    assert code == 0, errors
    assert (result["drop_offs"], result["central_points"]) == (3, result["points"])
    bodies = [e["body"] for e in exported(data) if e["kind"] == "drop_off"]
    assert [body["weighing"]["mode"] for body in bodies] == ["container"] * 3
    assert [body["hold"] for body in bodies] == [None] * 3
    for before, after in pairwise(bodies):
        assert abs(after["tare_g"] - before["gross_g"]) <= 5 * E, "nothing vanished between two bags"
        assert after["net_g"] == after["gross_g"] - after["tare_g"]
