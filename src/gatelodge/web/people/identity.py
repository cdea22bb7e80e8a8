"""The ledger of identity: how somebody is known, who compared, and whom they may be mixed up with.

It says which answers the record holds, never what they are: whoever reads this page may be asked.
"""

from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from gatelodge.gate import CELL_CARD, photo_stands_until
from gatelodge.record import Stated, day_in_london
from gatelodge.record.facts import (
    AliasRecorded,
    Detail,
    DifferentPeopleFound,
    IdentifierRecorded,
    IdentityConfirmed,
    IdentityDoubted,
    IdentityRecorded,
    PersonalDetailRecorded,
    PhotographTaken,
    QuestionAsked,
    SamePersonHeld,
)
from gatelodge.web import photos
from gatelodge.web.mixed_up import mixed_up
from gatelodge.web.people import rows
from gatelodge.web.people.ledgers import Row, counted, counting, findings, row, show
from gatelodge.web.people.pairs import parted
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest
from gatelodge.web.states import sentence_case
from gatelodge.web.told import sentence
from gatelodge.web.words_of_time import day, duration, moment

_ENTER: Final = (
    ("photo-add", "Add a photo"),
    ("details-enter", "Enter what the person says of themselves"),
    ("exit-doubt", "Doubt who this is"),
)
_KINDS: Final = (
    IdentityRecorded,
    AliasRecorded,
    IdentifierRecorded,
    PhotographTaken,
    PersonalDetailRecorded,
    IdentityConfirmed,
    IdentityDoubted,
    SamePersonHeld,
    DifferentPeopleFound,
)


@require_GET
def identity(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Photos, what can be asked, names and numbers, comparisons, doubts and pairs of records."""
    page = RecordPage(request, "person-identity")
    now_on = day_in_london(page.known_at or page.now)
    return show(
        page,
        "people/identity.html",
        found=findings(page, "G01", "G31"),
        kinds=_KINDS,
        enter=_ENTER,
        others=() if page.is_past else mixed_up(page.office, page.record),
        photo=_newest_photo(page),
        photo_words=photos.words(page.record, now_on) if photos.photo_of(page.record) else "",
        photos=list(_photos(page)),
        details=list(_details(page)),
        names=rows.names(page),
        compared=list(_compared(page)),
        pairs=list(_pairs(page)),
    )


def _newest_photo(page: RecordPage) -> str:
    """Address of the newest photo; empty where there is none, or this reader may not see it.

    In the past it is empty too: the address gives the photo of now.
    """
    if page.is_past or photos.photo_of(page.record) is None or not page.may("person-photo"):
        return ""
    return reverse("person-photo", args=[page.record_id])


def _photos(page: RecordPage) -> Iterator[Row]:
    """Every photo, newest first, with its day, its age, and whether a face is compared with it."""
    on = day_in_london(page.known_at or page.now)
    for each in reversed(counting(page, PhotographTaken)):
        fact = each.fact
        until = photo_stands_until(fact)
        old = duration(on - fact.taken_on) if on > fact.taken_on else "of this day"
        age = f"{old} old" if on > fact.taken_on else old
        if until is None:
            use = "Not in colour: no face is compared with it."
        elif on > until:
            use = f"Too old: it was good until {day(until)}."
        else:
            use = f"In colour, good until {day(until)}."
        yield row(page, each, day(fact.taken_on), f"{sentence_case(age)}. {use}")


def _details(page: RecordPage) -> Iterator[Row]:
    """Which answers the record holds, not what they are."""
    newest: dict[Detail, Stated[PersonalDetailRecorded]] = {}
    for each in page.record.personal_details:
        newest[each.fact.about] = each
    for about, stated in newest.items():
        card = " The cell card answers it, so that it proves nothing." if about in CELL_CARD else ""
        value = f"An answer is held. It is not shown here.{card}"
        yield row(page, stated, sentence_case(about.value), value)


def _compared(page: RecordPage) -> Iterator[Row]:
    """Comparisons and doubts, newest first."""
    made: list[Stated[Any]] = [
        *counting(page, IdentityConfirmed),
        *counting(page, IdentityDoubted),
    ]
    for each in sorted(made, key=lambda stated: stated.entry.seq, reverse=True):
        match each.fact:
            case IdentityConfirmed() as fact:
                result = f" Result {fact.reference}." if fact.reference else ""
                words = f"Held to be the person on record, by {fact.method}.{result}"
            case IdentityDoubted() as fact:
                words = f"Doubted: {fact.found.rstrip('.')}."
            case _:
                continue
        yield row(page, each, moment(each.recorded_at), f"{words}{_asked(fact.questions)}")


def _asked(questions: tuple[QuestionAsked, ...]) -> str:
    """What was asked, and how many answers were wrong."""
    if not questions:
        return ""
    about = ", ".join(each.about.value for each in questions)
    wrong = [each.about.value for each in questions if not each.is_right]
    told = f"Wrong: {', '.join(wrong)}." if wrong else "All answers were right."
    return f" Asked {counted(len(questions), 'question')}: {about}. {told}"


def _pairs(page: RecordPage) -> Iterator[Row]:
    """Other records held to be this person, and those found to be somebody else."""
    yield from (each["row"] for each in rows.same_person(page))
    for entry in parted(page.record).values():
        yield {"key": "Two people", "value": sentence(entry), "source": page.sources.of(entry)}
