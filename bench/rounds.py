"""Measuring things side by side."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence


def interleaved(rounds: int, runs: Mapping[str, Callable[[], float]]) -> dict[str, float]:
    """The median of what each of ``runs`` returns over ``rounds`` rounds.

    Each round does all of them, beginning with another one every time: whatever else the machine does meanwhile falls
    on all alike.
    """
    names = list(runs)
    found: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            found[name].append(runs[name]())
    return {name: statistics.median(values) for name, values in found.items()}


def seconds(job: Callable[[], object]) -> float:
    """How long ``job`` takes."""
    start = time.perf_counter_ns()
    job()
    return (time.perf_counter_ns() - start) / 1e9


def cpu_seconds(job: Callable[[], object]) -> float:
    """How much of the processor ``job`` takes: for work that waits for nothing, so that other programs do not count."""
    start = time.process_time_ns()
    job()
    return (time.process_time_ns() - start) / 1e9


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that ``percent`` of 100 of ``values`` do not exceed (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * percent // 100) - 1)]
