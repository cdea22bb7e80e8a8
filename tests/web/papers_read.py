"""A second person at a terminal types what they read from the papers, page by page."""

from datetime import date
from typing import Any

from django.urls import reverse
from msgspec.structs import replace

from gatelodge.casework.office import Actor
from gatelodge.record import facts as f
from tests.gate.prison import ROWE, Person
from tests.offices import UNMARKED
from tests.web.house import House

SENTENCED_ON = date(2026, 3, 2)


def three_terms(house: House, *, is_dated: bool = True) -> Person:
    """Three sentences, one of them after another, days on remand and added days, dated by one."""
    person = house.person()
    first = person.sentence(months=30, imposed_on=SENTENCED_ON)
    person.sentence(months=6, imposed_on=SENTENCED_ON)
    one, two = (each.fact for each in person.record.sentences)
    count = max(one.count, two.count) + 1
    after = replace(one, term=f.Term(months=8), consecutive_to=first, count=count)
    person.state(f.ReleaseMarksStated(sentence=person.state(after), marks=UNMARKED))
    person.state(f.RemandCredited(days=21, period=None, counts_from=SENTENCED_ON))
    person.state(f.AddedDaysAwarded(days=12, adjudication="A1", awarded_on=date(2026, 5, 1)))
    if is_dated:
        person.calculated()
    return person


_ANSWER = {True: "yes", False: "no", None: "not known"}


def day_typed(name: str, on: date | None) -> dict[str, str]:
    if on is None:
        return {}
    return {
        f"{name}_day": str(on.day),
        f"{name}_month": str(on.month),
        f"{name}_year": str(on.year),
    }


def term_typed(term: f.Term | None, before: str = "") -> dict[str, str]:
    units = ("years", "months", "weeks", "days")
    return {
        f"{before}{unit}": str(number)
        for unit in units
        if term is not None and (number := getattr(term, unit))
    }


def sentence_typed(read: f.EnteredSentence) -> dict[str, Any]:
    """The boxes of one standard sentence as a person fills them."""
    typed: dict[str, Any] = {
        "offence_code": read.offence_code,
        "sentence_kind": read.sentence_kind.value,
        "consecutive_to": str(read.consecutive_to or "alone"),
        **day_typed("offence_committed_on", read.offence_committed_on),
        **day_typed("imposed_on", read.imposed_on),
        **term_typed(read.term),
        **term_typed(read.extension, "extension_"),
    }
    if read.marks is not None:
        codes = read.marks.early_release_exclusions
        typed |= {
            "is_sds_plus_length_and_offence": _ANSWER[read.marks.is_sds_plus_length_and_offence],
            "is_section_250": _ANSWER[read.marks.is_section_250],
            "early_release_exclusions": ["not known"] if codes is None else list(codes) or ["none"],
        }
    return typed


def days_typed(read: f.EnteredDays) -> dict[str, str]:
    return {
        "kind": read.kind.value,
        "days": str(read.days),
        **day_typed("on", read.on),
        **day_typed("last_on", read.last_on),
    }


def recall_typed(read: f.EnteredRecall) -> dict[str, str]:
    return {
        "recall_kind": read.recall_kind.value,
        **day_typed("revoked_on", read.revoked_on),
        **day_typed("returned_on", read.returned_on),
    }


def read_papers(
    house: House, person: Person, read: f.EnteredInputs | None = None, *, by: Actor = ROWE
) -> None:
    """Type each page; nothing is compared yet."""
    read = read or person.as_on_paper
    browser = house.browser(by)
    for place, sentence in enumerate(read.sentences, start=1):
        page = reverse("dates-check-sentence", args=[person.id, place])
        assert browser.post(page, sentence_typed(sentence)).status_code == 302
    for place, row in enumerate(read.days, start=1):
        page = reverse("dates-check-days", args=[person.id, place])
        assert browser.post(page, days_typed(row)).status_code == 302
    if read.recall is not None:
        page = reverse("dates-check-recall", args=[person.id])
        assert browser.post(page, recall_typed(read.recall)).status_code == 302


def compare(
    house: House,
    person: Person,
    read: f.EnteredInputs | None = None,
    *,
    by: Actor = ROWE,
    **more: Any,
) -> Any:
    """Press the button that compares the two."""
    read = read or person.as_on_paper
    return house.browser(by).send(
        "dates-check",
        person.id,
        days_answer="entered" if read.days else "none",
        recall_answer="entered" if read.recall else "none",
        **more,
    )
