"""``kiosk scale decode|watch|simulate|probe``: the scale from the command line, for installers, scripts and trials."""

import argparse
import itertools
import json
import os
import queue
import signal
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli.options import Subparsers, add_command, add_data, add_json
from kiosk.cli.probe import add_probe
from kiosk.core.clock import SystemClock
from kiosk.core.errors import UsageFault
from kiosk.core.events import ScaleStatus, ScaleView
from kiosk.core.plate import ScaleMode
from kiosk.scale import protocols
from kiosk.scale.decode import decode_stream
from kiosk.scale.settings import ScaleSettings

if TYPE_CHECKING:
    from kiosk.scale.scene import Scenario
    from kiosk.scale.simulator import ScaleSimulator

Play = tuple[int, float]
"""A load in grams and how many seconds it stays on."""

DEFAULT_PLAY: list[Play] = [(0, 3), (3250, 6), (0, 4), (1240, 6), (0, 4), (7480, 6), (0, 4), (560, 6), (0, 4)]

MAX_PLAY_G = 100_000_000
MAX_SECONDS = 31_536_000
MAX_SPEED = 1000
MAX_REPEATS = 100

TRIAL_INTERVAL_G = 10
TRIAL_MAX_G = 150_000


def register(subparsers: Subparsers, summary: str) -> None:
    """Add the command."""
    scale = add_command(subparsers, "scale", summary)
    actions = scale.add_subparsers(metavar="ACTION", required=True, title="actions")
    _add_decode(add_command(actions, "decode", "turn raw bytes on standard input into one JSON object per frame"))
    _add_watch(add_command(actions, "watch", "show what the connected scale says, live"))
    _add_simulate(add_command(actions, "simulate", "play a scale on a pseudo-terminal"))
    add_probe(add_command(actions, "probe", "find the scale: ports, line settings and protocol"))


def _add_decode(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--protocol", required=True, metavar="NAME", help=_protocol_help())
    _add_profile(parser)
    add_data(parser)
    parser.set_defaults(handler=_decode)


def _add_watch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", help="serial port or URL (default: as configured)")
    parser.add_argument("--protocol", metavar="NAME", help=_protocol_help())
    _add_profile(parser)
    parser.add_argument("--unit", help="unit the indicator must show (default: as configured, or kg)")
    parser.add_argument("--baud", type=int, help="baud rate (default: as configured, or the protocol's own)")
    parser.add_argument("--bytesize", type=int, choices=(7, 8), help="data bits")
    parser.add_argument("--parity", choices=("N", "E", "O"), help="parity")
    parser.add_argument("--stopbits", type=int, choices=(1, 2), help="stop bits")
    parser.add_argument("--seconds", type=_seconds, metavar="N", help="stop after N seconds (default: until Ctrl-C)")
    add_data(parser)
    add_json(parser)
    parser.set_defaults(handler=_watch)


def _add_simulate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--protocol", default="st-us", metavar="NAME", help=_protocol_help() + " (default: %(default)s)"
    )
    _add_profile(parser)
    parser.add_argument("--link", type=Path, metavar="PATH", help="a symbolic link that always points to the port")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--play", type=_plays, metavar="KG:S,...", help='loads and seconds, e.g. "3.25:6,0:3"')
    what.add_argument("--scenario", metavar="NAME", help="play one of the scenarios of --list once, and end")
    what.add_argument("--replay", type=Path, metavar="FILE", help="send recorded bytes at the line's pace, and end")
    parser.add_argument("--speed", type=_speed, default=1.0, metavar="X", help="simulated time runs X times as fast")
    parser.add_argument("--interval-g", type=_grams, metavar="G", help="interval e in grams (10; in a container 20)")
    parser.add_argument("--max-g", type=_grams, metavar="G", help="capacity in grams (60000; in a container 150000)")
    parser.add_argument("--repeats", type=_repeats, default=1, metavar="N", help="each value is sent N times")
    parser.add_argument("--seed", type=int, default=1, help="seed of the noise (%(default)s)")
    parser.add_argument("--list", action="store_true", help="list the protocols and the scenarios, and stop")
    add_data(parser)
    add_json(parser)
    parser.set_defaults(handler=_simulate)


def _add_profile(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--profile", metavar="NAME", help="variant of the protocol, see `kiosk scale simulate --list`")


def _protocol_help() -> str:
    return "one of: " + ", ".join(protocols.names())


def _decode(args: argparse.Namespace) -> int:
    protocol = protocols.load(args.protocol, args.profile or "")
    if sys.stdin is None:
        raise UsageFault("nothing is connected to standard input: give the bytes like `kiosk scale decode … < file`")
    with os.fdopen(sys.stdin.fileno(), "rb", closefd=False) as source:
        decode_stream(protocol, source, sys.stdout)
    return 0


def _watch(args: argparse.Namespace) -> int:
    """Exit 1 when not a single reading came: a script can use it as a check of the wiring."""
    from kiosk.scale.reader import ScaleReader  # noqa: PLC0415 - decode starts without pyserial

    views: queue.SimpleQueue[object] = queue.SimpleQueue()
    reader = ScaleReader(_settings(args), SystemClock(), views.put)
    until = None if args.seconds is None else time.monotonic() + args.seconds
    show = _json_line if args.json else sentence
    readings = 0
    reader.start()
    try:
        for view in _arriving(views, until):
            print(show(view), flush=True)
            readings += view.fault is None
    except KeyboardInterrupt:
        pass  # the ordinary way to end an endless watch
    finally:
        reader.stop()
    return 0 if readings else 1


def _arriving(views: "queue.SimpleQueue[object]", until: float | None) -> Iterable[ScaleView]:
    while True:
        left = None if until is None else until - time.monotonic()
        if left is not None and left <= 0:
            return
        try:
            view = views.get(timeout=left)
        except queue.Empty:
            return
        if isinstance(view, ScaleView):
            yield view


def _settings(args: argparse.Namespace) -> ScaleSettings:
    if args.port and args.protocol:
        settings = ScaleSettings(args.port, args.protocol, TRIAL_INTERVAL_G, TRIAL_MAX_G)
    else:
        from kiosk import config  # noqa: PLC0415 - decode starts without it

        settings = config.load(args.data).scale.settings()
    names = ("port", "protocol", "profile", "unit", "baud", "bytesize", "parity", "stopbits")
    given = {name: getattr(args, name) for name in names if getattr(args, name) is not None}
    if args.protocol:
        given.setdefault("profile", "")  # the configured one belongs to the configured protocol
    settings = replace(settings, **given)
    if not settings.port:
        raise UsageFault("no scale port is configured: set port in the section [scale] of kiosk.toml, or give --port")
    return settings


def _kilograms(weight_g: int) -> str:
    return f"{Decimal(weight_g).scaleb(-3)} kg"


def sentence(view: ScaleView) -> str:
    """The line that ``watch`` prints for ``view``."""
    if view.fault is not None:
        return f"fault: {view.fault.kind.value}: {view.fault.advice}"
    words = [f"{view.status.value:<11}"]
    if view.weight_g is not None:
        words.append(f"{_kilograms(view.weight_g):>12}")
    if view.status is ScaleStatus.SETTLED and view.settled is not None:
        words.append(f"  settled at {_kilograms(view.settled.net_g)}, weighing {view.settled.weighing[:8]}")
    if view.fill_g is not None:
        words.append(f"  {_kilograms(view.fill_g)} in the container")
    return " ".join(words).rstrip()


def _json_line(view: ScaleView) -> str:
    shown = {
        "status": view.status.value,
        "weight_g": view.weight_g,
        "settled_g": view.settled.net_g if view.settled else None,
        "weighing": view.settled.weighing if view.settled else None,
        "fill_g": view.fill_g,
        "fault": view.fault.kind.value if view.fault else None,
        "advice": view.fault.advice if view.fault else None,
    }
    return json.dumps(shown)


def _plays(text: str) -> list[Play]:
    try:
        pairs = [pair.split(":") for pair in text.split(",")]
        plays = [(int(Decimal(kilograms) * 1000), _seconds(seconds)) for kilograms, seconds in pairs]
    except (ValueError, OverflowError, InvalidOperation, argparse.ArgumentTypeError) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a list of KG:SECONDS such as 3.25:6,0:3") from error
    if any(abs(weight_g) > MAX_PLAY_G for weight_g, _ in plays):
        raise argparse.ArgumentTypeError(f"a load is at most {MAX_PLAY_G // 1000} kg")
    return plays


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds <= MAX_SECONDS:
        raise argparse.ArgumentTypeError(f"seconds lie between 0 and {MAX_SECONDS}")
    return seconds


def _speed(text: str) -> float:
    speed = float(text)
    if not 0 < speed <= MAX_SPEED:
        raise argparse.ArgumentTypeError(f"speed lies above 0 and is at most {MAX_SPEED}")
    return speed


def _grams(text: str) -> int:
    weight_g = int(text)
    if not 1 <= weight_g <= MAX_PLAY_G:
        raise argparse.ArgumentTypeError(f"grams lie between 1 and {MAX_PLAY_G}")
    return weight_g


def _repeats(text: str) -> int:
    repeats = int(text)
    if not 1 <= repeats <= MAX_REPEATS:
        raise argparse.ArgumentTypeError(f"a value is sent between 1 and {MAX_REPEATS} times")
    return repeats


def _simulate(args: argparse.Namespace) -> int:
    if args.list:
        _list(as_json=args.json)
        return 0
    scenario, record = _scenario(args.scenario), _record(args.replay)
    simulator = _simulator(args, scenario.mode if scenario else ScaleMode.PLATFORM)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a stopped simulator takes its link away too
    try:
        with simulator:
            print(json.dumps({"port": simulator.port}) if args.json else simulator.port, flush=True)
            if record is not None:
                simulator.replay(record)
                simulator.wait_played()
            elif scenario is not None:
                simulator.play(scenario)
                simulator.wait_played()
            else:
                _put_loads(simulator, args.play or itertools.cycle(DEFAULT_PLAY), args.speed)
    except KeyboardInterrupt:
        pass  # the ordinary way to end an endless play
    return 0


def _put_loads(simulator: "ScaleSimulator", plays: Iterable[Play], speed: float) -> None:
    for weight_g, seconds in plays:
        simulator.put(weight_g)
        time.sleep(seconds / speed)


def _simulator(args: argparse.Namespace, mode: ScaleMode) -> "ScaleSimulator":
    from kiosk.scale.scenarios import USUAL_PLATE  # noqa: PLC0415 - decode starts without it
    from kiosk.scale.simulator import ScaleSimulator  # noqa: PLC0415 - POSIX only, decode is not

    interval_g, max_g = USUAL_PLATE[mode]
    return ScaleSimulator(
        args.protocol,
        args.interval_g or interval_g,
        args.max_g or max_g,
        args.seed,
        profile=args.profile or "",
        link=args.link,
        repeats=args.repeats,
        speed=args.speed,
    )


def _list(*, as_json: bool) -> None:
    from kiosk.scale.scenarios import SCENARIOS  # noqa: PLC0415 - decode starts without it

    kinds = {ScaleMode.PLATFORM: "scenario", ScaleMode.CONTAINER: "container_scenario"}
    if as_json:
        listed = dict.fromkeys(protocols.names(), "protocol")
        print(json.dumps(listed | {name: kinds[scenario.mode] for name, scenario in SCENARIOS.items()}))
        return
    print("Protocols (--protocol), and their profiles (--profile):")
    for name in protocols.names():
        print(" ".join([name, *protocols.load(name).profiles]))
    for mode, title in (
        (ScaleMode.PLATFORM, "Scenarios at a platform (--scenario):"),
        (ScaleMode.CONTAINER, "Scenarios with the container on the scale (--scenario):"),
    ):
        print("", title, sep="\n")
        for scenario in SCENARIOS.values():
            if scenario.mode is mode:
                print(f"{scenario.name:<28} {scenario.summary}")


def _scenario(name: str | None) -> "Scenario | None":
    from kiosk.scale.scenarios import SCENARIOS  # noqa: PLC0415 - decode starts without it

    if name is not None and name not in SCENARIOS:
        raise UsageFault(f"unknown scenario {name!r}; known: {', '.join(SCENARIOS)}")
    return SCENARIOS[name] if name is not None else None


def _record(path: Path | None) -> bytes | None:
    try:
        return path.read_bytes() if path is not None else None
    except OSError as error:
        raise UsageFault(f"the recording {path} cannot be read: {error.strerror}") from error
