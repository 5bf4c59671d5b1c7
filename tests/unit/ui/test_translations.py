"""Every sentence is said in both languages, and the compiled catalogue is the one in the source."""

import re
import shutil
import subprocess
from collections import Counter
from xml.etree import ElementTree as ET

import pytest

from kiosk.ui.lint import tool, update_translations
from kiosk.ui.resources import TRANSLATIONS

CATALOGUE = TRANSLATIONS / "kiosk_zh_CN.ts"
PLACES = re.compile(r"%\d")
LATIN_WORD = re.compile(r"[A-Za-z]")


def messages(path):
    return {
        (context.findtext("name"), message.findtext("source")): message.find("translation")
        for context in ET.parse(path).getroot().iter("context")
        for message in context.iter("message")
    }


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """The catalogue as it is when every string is read out of the QML again."""
    path = tmp_path_factory.mktemp("translations") / CATALOGUE.name
    shutil.copy(CATALOGUE, path)
    update_translations(path)
    return path


def test_the_catalogue_holds_exactly_the_strings_of_the_qml(fresh):
    assert messages(fresh).keys() == messages(CATALOGUE).keys()


def test_every_string_is_translated_and_finished(fresh):
    open_ = [key for key, found in messages(fresh).items() if found.get("type") or not (found.text or "").strip()]
    assert not open_


def test_numbers_keep_their_places():
    for (_, source), found in messages(CATALOGUE).items():
        assert Counter(PLACES.findall(source)) == Counter(PLACES.findall(found.text)), source


def test_the_chinese_screen_speaks_chinese():
    for (_, source), found in messages(CATALOGUE).items():
        assert not LATIN_WORD.search(PLACES.sub("", found.text)), source


def test_there_is_one_exclamation_mark_and_it_is_earned():
    shouted = [source for (_, source), found in messages(CATALOGUE).items() if "！" in found.text or "!" in source]
    assert shouted == ["Recorded!"]


def test_the_compiled_catalogue_is_not_stale(tmp_path):
    compiled = tmp_path / "fresh.qm"
    subprocess.run([tool("lrelease"), "-silent", str(CATALOGUE), "-qm", str(compiled)], check=True)
    assert CATALOGUE.with_suffix(".qm").read_bytes() == compiled.read_bytes()
