"""What a place says to whoever asks: what may go in here, and whom to call."""

from dataclasses import dataclass
from enum import StrEnum


class ClothingGood(StrEnum):
    """What people bring as clothes; the screen has a drawing and a word for each."""

    COAT = "coat"
    SHIRT = "shirt"
    TROUSERS = "trousers"
    DRESS = "dress"
    SHOES = "shoes"
    BAG = "bag"
    HAT = "hat"
    BEDDING = "bedding"
    TOYS = "toys"
    WET = "wet"
    DIRTY = "dirty"
    QUILT = "quilt"
    PILLOW = "pillow"
    UNDERWEAR = "underwear"
    SOCKS = "socks"
    RAGS = "rags"


class BookGood(StrEnum):
    """What people bring as books; the screen has a drawing and a word for each."""

    BOOK = "book"
    TEXTBOOK = "textbook"
    MAGAZINE = "magazine"
    NEWSPAPER = "newspaper"
    PICTURE_BOOK = "picture_book"
    NOTEBOOK = "notebook"
    CARTON = "carton"
    WET = "wet"
    PLASTIC_COVER = "plastic_cover"
    PHOTO = "photo"
    RECEIPT = "receipt"
    DISC = "disc"


@dataclass(frozen=True, slots=True)
class Goods:
    """What of one material goes in here and what does not, in the order in which it is shown."""

    accepted: tuple[str, ...]
    refused: tuple[str, ...]


USUAL_CLOTHING = Goods(
    accepted=("coat", "shirt", "trousers", "dress", "shoes", "bag", "hat", "bedding"),
    refused=("wet", "dirty", "quilt", "underwear"),
)
USUAL_BOOKS = Goods(
    accepted=("book", "textbook", "magazine", "newspaper"),
    refused=("wet", "plastic_cover", "photo", "receipt"),
)


@dataclass(frozen=True, slots=True)
class Guide:
    """What this place tells. ``phone`` and the hours of its staff may be empty: not known."""

    clothing: Goods = USUAL_CLOTHING
    books: Goods = USUAL_BOOKS
    phone: str = ""
    hours_zh: str = ""
    hours_en: str = ""
