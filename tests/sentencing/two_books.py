"""Law books for the tests that compare the statute with the official service."""

from collections.abc import Iterable

from gatelodge.sentencing import Booking, Calculation, LawBook, calculate
from gatelodge.sentencing.law_files import LAW, law_texts

from .invented import PROGRESSION


def book_of(drafts: Iterable[str], *, without: tuple[str, ...] = ()) -> LawBook:
    """Read the law in force with some drafts, and without some enactments."""
    texts = law_texts(LAW)
    own = {**law_texts(LAW / "drafts"), **law_texts(LAW / "profiles" / PROGRESSION)}
    texts |= {name: own[name] for name in drafts}
    return LawBook.load(texts, drafts=frozenset(drafts), without=without)


STATUTE_WITH_MODEL = book_of(
    (
        "2026-10-01-progression-model.toml",
        "2026-10-01-statute-progression-model.toml",
    )
)


def dated(given: Booking, law: LawBook, *, ersed: bool = False) -> dict[str, str]:
    """Give the days that a booking publishes, whatever is in doubt about them."""
    found = calculate(given, law, bank_holidays=frozenset(), with_ersed=ersed)
    assert isinstance(found, Calculation), found
    return {each.type.value: str(each.on) for each in found.dates}
