"""The vocabulary every other package speaks: units, ids, clock, errors, events. Standard library only, no I/O."""
