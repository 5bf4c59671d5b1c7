"""The staff's guide says the words of the screens: what stands in quotes there can be read at the kiosk."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kiosk.ui.resources import TRANSLATIONS

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/staff-guide.md").read_text("utf-8")
QUOTED = {"zh": r"「([^」]+)」", "en": r"“([^”]+)”"}
AND_SO_ON = "…"
"""Ends a quotation that is the beginning of a sentence."""


def said(language: str) -> Iterator[str]:
    for message in ET.parse(TRANSLATIONS / "kiosk_zh_CN.ts").getroot().iter("message"):
        text = (message.findtext("translation") if language == "zh" else message.findtext("source")) or ""
        yield text.replace("\xa0", " ").replace("\n", "" if language == "zh" else " ")


def on_screen(quoted: str, sentences: list[str]) -> bool:
    """Whether a sentence is just that, with something for each of its places; a list's rows begin with a capital."""
    if quoted.endswith(AND_SO_ON):
        return any(sentence.startswith(quoted.removesuffix(AND_SO_ON)) for sentence in sentences)
    words = (sentence for sentence in sentences if re.search(r"\w", re.sub(r"%\d", "", sentence)))
    return any(re.fullmatch(re.sub(r"%\d", ".+", re.escape(each)), quoted, re.IGNORECASE) for each in words)


@pytest.mark.parametrize("language", QUOTED)
def test_every_quotation_is_a_sentence_of_the_screens(language: str) -> None:
    sentences = list(said(language))
    quotations = [" ".join(found.split()) for found in re.findall(QUOTED[language], GUIDE)]
    assert len(quotations) > 80
    assert [quoted for quoted in quotations if not on_screen(quoted, sentences)] == []


def test_a_quotation_that_no_screen_says_is_noticed() -> None:
    assert not on_screen("请把机器搬回家", list(said("zh")))
    assert on_screen("旧衣箱已装 61%", list(said("zh")))


def test_both_halves_have_the_same_chapters() -> None:
    chinese, english = GUIDE.split("\n---\n")
    assert chinese.count("\n## ") == english.count("\n## ") == 12


def test_every_chapter_can_be_reached_from_the_top() -> None:
    anchors = {title.lower().replace(" ", "-") for title in re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)}
    links = set(re.findall(r"\]\(#([^)]+)\)", GUIDE))
    assert links <= anchors
