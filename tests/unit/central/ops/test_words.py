"""Both languages say everything, and templates ask for nothing that is not said."""

import re
import string
from pathlib import Path

import pytest

from central import review
from central.care import URGENCY
from central.ops import page
from central.ops.words import WORDS, Words
from central.problems import CentralError

TEMPLATES = sorted((page.FOLDER / "templates").glob("*.html"))
CODE = sorted(page.FOLDER.glob("*.py"))
LATIN = {"other_language", "error.other"}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_everything() -> None:
    for name, (chinese, english) in WORDS.items():
        assert chinese.strip(), name
        assert english.strip(), name
        assert fields(chinese) == fields(english), name
        if name not in LATIN:
            assert not re.search(r"[A-Za-z]", re.sub(r"\{\w+\}", "", chinese)), f"{name}: no Latin letters in Chinese"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_asks_for_words_that_exist(template: Path) -> None:
    asked = set(re.findall(r'\bt\("([^"]+)"(?! ~)', template.read_text("utf-8")))
    asked |= set(re.findall(r"\bt\('([^']+)'(?! ~)", template.read_text("utf-8")))
    assert asked - set(WORDS) - {"sort.", "only.", "kind.", "review.said.", "order.state."} == set()


def test_code_asks_for_words_that_exist() -> None:
    for file in CODE:
        text = file.read_text("utf-8")
        asked = set(re.findall(r'\bwords\("([^"]+)"', text))
        asked |= {f"error.{name}" for name in re.findall(r'CentralError\("([a-z-]+)"\)', text)}
        asked |= {f"act.{name}" for name in re.findall(r'(?:actor|_witness\(asked), "(\w+)"', text)}
        assert asked - set(WORDS) == set(), file.name


def test_every_reason_has_words() -> None:
    assert {f"hold.{reason}" for reason in review.REASONS} <= set(WORDS)
    assert {f"need.{need}" for need in URGENCY} <= set(WORDS)


def test_what_has_no_words_is_shown_as_it_is() -> None:
    words = Words("zh")
    assert words.known("material", "silk") == "silk"
    assert words.known("material", None) == ""
    assert "PIN has 6" in words.error(CentralError("a PIN has 6 digits"))
    assert words.of(("龙马潭", ""), "k") == "龙马潭"
    assert Words("en").of(("龙马潭", ""), "k") == "龙马潭"
    assert words.of(None, "k") == "k"
