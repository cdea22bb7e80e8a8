"""The photo that staff compare a face with, and its age."""

from datetime import date

from django.urls import reverse

from gatelodge.gate import photo_stands_until
from gatelodge.record import CustodyRecord
from gatelodge.web.words_of_time import day


def photo_of(record: CustodyRecord) -> str | None:
    """Content hash of the newest photo; one that came with a name only where none was taken."""
    if record.photograph is not None:
        return record.photograph.fact.photo
    return record.identity.fact.photo if record.identity else None


def photo_shown(record: CustodyRecord, on: date) -> dict[str, str] | None:
    """Address and words of the photo, as the templates take it; none = there is none."""
    if photo_of(record) is None:
        return None
    return {"href": reverse("person-photo", args=[record.record_id]), "taken": words(record, on)}


def words(record: CustodyRecord, on: date) -> str:
    """When the photo was taken, and why nobody may compare a face with it, if that is so."""
    taken = record.photograph.fact if record.photograph else None
    if taken is None:
        old = record.identity.fact.photo_taken_on if record.identity else None
        return f"Photo of {day(old)}" if old else "Photo, day not known"
    said = f"Photo of {day(taken.taken_on)}"
    until = photo_stands_until(taken)
    if until is None:
        return f"{said}, not in colour: take a new one"
    return f"{said}, too old: it was good until {day(until)}" if on > until else said


def good_until(record: CustodyRecord) -> date | None:
    """The last day on which a face may be compared with the photo; none = on no day."""
    return photo_stands_until(record.photograph.fact) if record.photograph else None


def usable(record: CustodyRecord, on: date) -> bool:
    """Whether a face may be compared with the photo on a day: in colour, and not too old."""
    until = good_until(record)
    return until is not None and on <= until
