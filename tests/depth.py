"""Which examples hypothesis tries of a property: a few and always the same, or many new ones (``--depth nightly``)."""

from hypothesis import settings

_QUICK = 40
_MORE_WHEN_NIGHTLY = 10


def set_depth(*, nightly: bool) -> None:
    """Before any test is imported, because its settings are made then."""
    # A busy machine is no fault of the code; bench/ measures time, tests do not. Failures print how to repeat them.
    # A run that judges a change must not fail for what was there before: looking for news is for the nightly one.
    count = _QUICK * _MORE_WHEN_NIGHTLY if nightly else _QUICK
    settings.register_profile("house", deadline=None, print_blob=True, max_examples=count, derandomize=not nightly)
    settings.load_profile("house")


def examples(quick: int) -> int:
    """``quick`` examples of what is costly, in every run; ten times as many when nightly."""
    return quick * settings().max_examples // _QUICK
