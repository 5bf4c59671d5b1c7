"""The page of the gallery in a real browser, opened from the disk: filters, pictures side by side, and keys."""

import dataclasses
import itertools

import pytest
from PIL import Image

from kiosk.ui.gallery.page import Picture, write_page
from kiosk.ui.gallery.sheets import Sheet
from tests.e2e.phones import NEEDS_BROWSER, browsers

pytestmark = NEEDS_BROWSER
KINDS = [Sheet(language, "portrait", theme) for language in ("zh", "en") for theme in ("light", "night")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("gallery")
    pictures = [
        Picture.of(sheet, name, name[:5])
        for sheet, name in itertools.product(KINDS, ("weigh", "weigh-books", "saving"))
    ]
    pictures.append(
        dataclasses.replace(pictures[0], file="board.png", sample="board", screen="board", language="", size="")
    )
    for picture in pictures:
        Image.new("RGB", (54, 96), "#1F6B45").save(path / picture.file)
    write_page(path, pictures)
    return path


@pytest.fixture
def page(folder):
    with browsers() as start:
        opened = start().new_page()
        faults = []
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        opened.goto((folder / "index.html").as_uri())
        yield opened
        assert faults == []


def shown(page):
    return page.locator("main img").evaluate_all("all => all.map(one => one.getAttribute('src'))")


def test_languages_stand_side_by_side_and_filters_leave_what_is_asked_for(page):
    rows = page.locator("main section")
    assert rows.first.locator("img").evaluate_all("all => all.map(one => one.getAttribute('src'))") == [
        "weigh-zh-portrait.png",
        "weigh-en-portrait.png",
    ]
    page.locator("[name=theme]").select_option("night")
    page.locator("[name=text]").fill("books")
    assert shown(page) == ["weigh-books-zh-portrait-night.png", "weigh-books-en-portrait-night.png"]
    page.reload()  # the address keeps the choice
    assert shown(page) == ["weigh-books-zh-portrait-night.png", "weigh-books-en-portrait-night.png"]


def test_pictures_are_opened_turned_over_and_closed_by_keys(page):
    page.locator("main .open").first.focus()
    page.keyboard.press("Enter")
    caption = page.locator("#caption")
    assert "weigh · zh" in caption.inner_text()
    page.keyboard.press("ArrowRight")
    assert "weigh · en" in caption.inner_text()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert "board" in caption.inner_text()  # round the end, and of no language or size
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("document.activeElement.className") == "open"


def test_everything_has_a_name(page):
    described = "one.textContent.trim() || one.ariaLabel || one.querySelector('img').alt"
    assert page.locator("button").evaluate_all(f"all => all.every(one => {described})")
    assert page.locator("select, input").evaluate_all("all => all.filter(one => !one.labels.length).length") == 0
    assert page.locator("html[lang=en]").count() == 1
