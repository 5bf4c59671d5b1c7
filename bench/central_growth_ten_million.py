"""``central_growth`` with ten million entries on PostgreSQL: some 20 GB of disk and a quarter of an hour."""

from functools import partial

from bench.central_growth import measure as measure_growth

measure = partial(measure_growth, large=10_000_000, kinds=("postgresql",))
