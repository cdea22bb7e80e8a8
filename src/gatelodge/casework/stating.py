"""What a fact that staff state is held against, and the words that refuse one."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import msgspec

from gatelodge.casework.office import ActRefused
from gatelodge.record import Authority, CustodyRecord, Source, Stated, day_in_london
from gatelodge.record import facts as f


class Stating(msgspec.Struct, frozen=True, kw_only=True):
    """What a fact is held against: the record it would join, when, and from which source."""

    record: CustodyRecord
    at: datetime
    source: Source
    by: str
    roles: frozenset[f.Role] = frozenset()
    """Roles at the record's prison of whoever states it."""
    corrects: int | None = None
    """The entry that it would take the place of."""
    reason: str = ""
    """What whoever states it says of why; empty = nothing."""
    before_it: tuple[f.Fact, ...] = ()
    """Facts of the same paper that the same act enters before this one."""
    others: tuple[CustodyRecord, ...] = ()
    """Records that are held to be the same person."""
    true_from: datetime | None = None
    """The moment that whoever states it gives; none = none given."""

    @property
    def today(self) -> date:
        """London's day."""
        return day_in_london(self.at)


class Statable(msgspec.Struct, frozen=True, kw_only=True):
    """How a kind of fact is stated."""

    must_be_so: Callable[[Any, Stating], None]
    """Raises `ActRefused` for a fact that cannot be so."""
    so_from: Callable[[Any], datetime | None] = lambda _fact: None
    """From when it is so; none = from now."""
    so_since: Callable[[Any, Stating], datetime | None] = lambda _fact, _stating: None
    """From when it is so by the record or by what is given; none = from neither."""
    needs_document: bool = False
    """Without its document a hold is no authority, and a decision lets nobody out; both refused."""
    holds: Callable[[Any], bool] = lambda _fact: False
    """Whether the person is held, or may be held, by what it says (see `takes_back`)."""
    unsaid: Callable[[Stating], datetime | None] = lambda _stating: None
    """From when it is so where neither fact nor person say it; none = from now."""


def cannot_be(words: str, field: str, *, code: str = "CANNOT_BE_SO") -> ActRefused:
    """Make the refusal of a field that cannot mean what it says."""
    return ActRefused(words, code=code, field=field)


def filled(fact: f.Fact | f.SpokenWord, *fields: str) -> None:
    """Refuse a fact with one of these fields empty. Raises `ActRefused`."""
    for field in fields:
        if not str(getattr(fact, field)).strip():
            name = field.replace("_", " ")
            raise cannot_be(f"Enter the {name} as on the paper.", field, code="EMPTY")


def not_later(on: date, stating: Stating, field: str) -> None:
    """Refuse a day that is still to come. Raises `ActRefused`."""
    if on > stating.today:
        name = field.removesuffix("_on").replace("_", " ")
        raise cannot_be(f"The day ({name}) is still to come. Enter it as on the paper.", field)


def others_of(kind: type[f.Fact], stating: Stating) -> Iterator[Stated[Any]]:
    """Rows of days of one kind that count, but not the one that would be corrected."""
    itself = None if stating.corrects is None else first_of(stating.record, stating.corrects)
    for each in stating.record.adjustments:
        if type(each.fact) is kind and each.seq != itself:
            yield each


def sentences_on(record: CustodyRecord) -> tuple[Stated[f.SentenceImposed], ...]:
    """Every sentence of a record, those that have ended too, as each stands."""
    return tuple(found for a in record.authorities if (found := as_sentence(a)) is not None)


def as_sentence(authority: Authority) -> Stated[f.SentenceImposed] | None:
    """The sentence that an authority to hold is; none for another kind."""
    began, fact = authority.began, authority.began.fact
    if not isinstance(fact, f.SentenceImposed):
        return None
    return Stated(seq=began.seq, entry=began.entry, fact=fact, keeps_moment=began.keeps_moment)


def first_of(record: CustodyRecord, number: int) -> int:
    """The entry that an entry, by way of all it corrects, takes the place of in the end."""
    corrected = {e.seq: e.envelope.corrects for e in record.entries}
    while (before := corrected.get(number)) is not None:
        number = before
    return number
