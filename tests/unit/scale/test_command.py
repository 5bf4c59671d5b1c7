"""``kiosk scale decode|watch|simulate`` as separate processes, the way scripts and installers use them."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.cli.scale import sentence
from kiosk.core.errors import DeviceFault, DeviceFaultKind
from kiosk.core.events import ScaleStatus, ScaleView, SettledWeight, WeighingEvidence

ROOT = Path(__file__).parents[3]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "kiosk", "scale", *arguments]


def run(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command(*arguments), input=data, capture_output=True, cwd=ROOT, timeout=60, check=False)


def test_decode_prints_an_object_per_frame_and_the_noise_at_the_end() -> None:
    done = run("decode", "--protocol", "st-us", data=b"xx\r\nST,GS,+  1.230kg\r\nOL,GS,-      \r\nUS,TR,+1 g\r\nST,")
    assert done.returncode == 0
    assert done.stderr == b""
    assert done.stdout.decode().splitlines() == [
        '{"kind": "weight", "value": "1.230", "unit": "kg", "stable": true, "net": false}',
        '{"kind": "underload", "value": null, "unit": null, "stable": null, "net": null}',
        '{"kind": "tare", "value": "1", "unit": "g", "stable": false, "net": null}',
        '{"kind": "noise", "bytes": 7}',
    ]


def test_decode_prints_no_noise_where_there_is_none(tmp_path: Path) -> None:
    done = run("decode", "--protocol", "yaohua-a9", "--data", str(tmp_path), data=b"\x02+001560019\x03")
    assert [json.loads(line)["value"] for line in done.stdout.splitlines()] == ["1560"]
    assert run("decode", "--protocol", "yaohua-a9").stdout == b""


def test_decode_refuses_an_unknown_protocol_and_lists_the_known_ones() -> None:
    done = run("decode", "--protocol", "nonsense")
    assert done.returncode == 2
    assert done.stdout == b""
    for name in (b"mt-sics", b"st-us", b"yaohua-a9"):
        assert name in done.stderr
    assert b"Traceback" not in done.stderr


def test_decode_reads_the_variant_of_a_profile() -> None:
    clone = b"\x02\x54\x20\x20  3862   000\r"
    toledo = ("decode", "--protocol", "toledo-continuous")
    assert run(*toledo, data=clone).stdout.decode().splitlines() == ['{"kind": "noise", "bytes": 17}']
    assert json.loads(run(*toledo, "--profile", "liden", data=clone).stdout)["value"] == "38.62"
    done = run(*toledo, "--profile", "nonsense", data=clone)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"known: liden" in done.stderr


def test_decode_of_a_long_stream_keeps_the_order_and_every_byte() -> None:
    lines = b"".join(b"ST,GS,+%7.3fkg\r\n?\r\n" % (index / 1000) for index in range(20_000))
    *frames, noise = map(json.loads, run("decode", "--protocol", "st-us", data=lines).stdout.splitlines())
    assert [frame["value"] for frame in frames] == [f"{index / 1000:.3f}" for index in range(20_000)]
    assert noise == {"kind": "noise", "bytes": 60_000}


def test_decode_loads_neither_the_port_nor_the_configuration() -> None:
    program = (
        "import sys; from kiosk.cli import main; main(['scale', 'decode', '--protocol', 'st-us']); "
        "print(sorted({'serial', 'kiosk.config', 'kiosk.scale.reader'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=b"", capture_output=True, cwd=ROOT, timeout=60, check=True
    )
    assert done.stdout == b"[]\n"


@pytest.fixture
def link(tmp_path: Path) -> Iterator[Path]:
    """A simulated scale, in a process of its own, on which 3.25 kg are put again and again."""
    link = tmp_path / "scale"
    arguments = command("simulate", "--protocol", "st-us", "--link", str(link), "--play", ",".join(["0:2,3.25:5"] * 9))
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=ROOT) as simulator:
        assert simulator.stdout
        assert simulator.stdout.readline().decode().strip() == str(link)
        assert link.is_symlink()
        yield link
        simulator.send_signal(signal.SIGTERM)
        assert simulator.wait(timeout=60) == 0
    assert not link.is_symlink(), "it takes its link away"


def test_watch_shows_a_simulated_bag_as_json(link: Path) -> None:
    arguments = command("watch", "--port", str(link), "--protocol", "st-us", "--json")
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=ROOT) as watch:
        assert watch.stdout
        views: list[dict[str, object]] = []
        deadline = time.monotonic() + 60
        while not views or views[-1]["status"] != "settled":
            assert time.monotonic() < deadline
            views.append(json.loads(watch.stdout.readline()))
        watch.send_signal(signal.SIGINT)
        assert watch.wait(timeout=60) == 0
    settled_g = views[-1]["settled_g"]
    assert isinstance(settled_g, int)
    assert abs(settled_g - 3250) <= 20
    assert views[-1]["weighing"]
    assert set(views[-1]) == {"status", "weight_g", "settled_g", "weighing", "fill_g", "fault", "advice"}


def test_watch_says_a_fault_in_one_line_and_goes_on() -> None:
    started = time.monotonic()
    done = run("watch", "--port", "/dev/no-such-port", "--protocol", "st-us", "--seconds", "1")
    assert time.monotonic() - started >= 1
    assert done.returncode == 1, "not a single reading"
    (line,) = done.stdout.decode().splitlines()
    assert line.startswith("fault: missing: /dev/no-such-port is not there")
    assert done.stderr == b""


def test_watch_reads_the_configuration(tmp_path: Path) -> None:
    done = run("watch", "--data", str(tmp_path), "--seconds", "0.2")
    assert done.returncode == 2
    assert b"no scale port is configured" in done.stderr
    (tmp_path / "kiosk.toml").write_text('[scale]\nport = "/dev/no-such-scale"\nprotocol = "mt-sics"\n')
    done = run("watch", "--data", str(tmp_path), "--seconds", "0.5", "--json")
    assert json.loads(done.stdout)["fault"] == "missing"
    assert "/dev/no-such-scale" in json.loads(done.stdout)["advice"]


def test_watch_shows_sentences() -> None:
    evidence = WeighingEvidence("st-us", "s1", (), 0, 1, 0, True)
    settled = SettledWeight("0123456789abcdef", 3250, 0, evidence)
    fault = DeviceFault("scale", DeviceFaultKind.SILENT, "look at the cable")
    assert sentence(ScaleView(ScaleStatus.MOVING, -40)) == "moving         -0.040 kg"
    assert sentence(ScaleView(ScaleStatus.TOO_HEAVY, None)) == "too_heavy"
    assert sentence(ScaleView(ScaleStatus.FAULT, None, fault=fault)) == "fault: silent: look at the cable"
    shown = sentence(ScaleView(ScaleStatus.SETTLED, 3260, settled))
    assert shown == "settled         3.260 kg   settled at 3.250 kg, weighing 01234567"
    contained = ScaleView(ScaleStatus.EMPTY, 0, fill_g=10_000)
    assert sentence(contained) == "empty           0.000 kg   10.000 kg in the container"


def test_simulate_lists_and_refuses() -> None:
    assert "yaohua-a9" in run("simulate", "--list").stdout.decode().splitlines()
    assert "yaohua-a9" in json.loads(run("simulate", "--list", "--json").stdout)
    assert run("simulate", "--protocol", "nonsense").returncode == 2
    for play in ("3.25", "x:1", "1:x", "1:-1", ""):
        assert run("simulate", "--play", play).returncode == 2


def test_simulate_ends_when_the_play_is_over() -> None:
    done = run("simulate", "--play", "1:0.1,0:0.1")
    assert done.returncode == 0
    assert done.stdout.decode().startswith("/dev/")
