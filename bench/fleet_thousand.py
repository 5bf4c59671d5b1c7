"""The fleet with a thousand kiosks; takes some minutes."""

from functools import partial

from bench.fleet import THOUSAND
from bench.fleet import measure as measure_fleet

measure = partial(measure_fleet, plan=THOUSAND)
