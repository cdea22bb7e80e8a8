"""What still holds the person (G02)."""

from datetime import date
from typing import Any

from gatelodge.gate.check import Circumstances, Ruling, check, failed, passed, unknown
from gatelodge.gate.lawful_day import lawful_day
from gatelodge.gate.reasons import Reason, as_a_part
from gatelodge.gate.rule import OMU, Footing, Rule
from gatelodge.record import (
    Authority,
    AuthorityKind,
    CustodyRecord,
    SourceKind,
    Stated,
    spoken_day,
)
from gatelodge.record.facts import (
    AddedDaysAwarded,
    Answer,
    AuthorityEnded,
    AuthorityLodged,
    EndKind,
    ExitType,
    RemandOrdered,
    Role,
    SentenceImposed,
    SentenceKind,
    UnlawfullyAtLargeRecorded,
)

_HEARD_BY = 2
"""How many people must have heard a spoken end (table of needs, section 6)."""
_WITHOUT_END = (SentenceKind.LIFE, SentenceKind.OTHER)
_CARRIED_ON = (ExitType.IMMIGRATION_ESCORT, ExitType.REMOVAL)
"""Exits on which detention under the Immigration Acts goes along."""
_LONGER = (AddedDaysAwarded, UnlawfullyAtLargeRecorded)
_BY_KIND = {
    AuthorityKind.RECALL: "the recall",
    AuthorityKind.IMMIGRATION: "the immigration authority (IS91)",
}


@check(
    "G02",
    "Has every authority to hold ended, or does it cover this exit?",
    what_to_do=(
        "For each authority that still holds, add the paper that ends it, or let two people hear"
        " the court by ringing back. Nobody can override this."
    ),
    source="Release-gate table, G02; law of authorities to hold, section 1; our decision",
    cases=("B",),
    rule=Rule(
        accepts=(
            "For each authority, the paper that ends it, the court's spoken word by call back"
            " of two people, or its own last day."
        ),
        by=(*OMU, Role.DUTY_GOVERNOR),
        words=(
            "Every authority to hold has ended by its own source, or goes with the person to"
            " where this exit leads."
        ),
        where="",
        footing=Footing.OUR_DECISION,
        example=(
            "A sentence is served, and a remand in another case has no result: the remand still"
            " holds."
        ),
    ),
)
def authorities_have_ended(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """Every authority has a sourced end, or its day has come, or it goes with the person.

    No authority ever recorded is unknown: a person in custody is held by something. Authorities on
    records that are held to be the same person count as this person's.
    """
    if not record.authorities:
        return unknown(Reason.NO_AUTHORITY_EVER)
    if circumstances.planned.exit_type.keeps_in_custody:
        return _goes_along(record)
    records = (record, *circumstances.same_person)
    open_ones = [
        ruling
        for own in records
        for each in own.authorities
        if (ruling := why_it_holds(each, own, circumstances)) is not None
    ]
    if open_ones:
        return _worst(open_ones)
    evidence = [each.ended or each.began for own in records for each in own.authorities]
    in_force = [each for own in records for each in own.authorities_in_force]
    if not in_force:
        return passed(Reason.ALL_ENDED, *evidence)
    covered = "; ".join(name_of(each) for each in in_force)
    return passed(Reason.ALL_COVERED, *evidence, *_day_evidence(record), covered=covered)


def why_it_holds(
    authority: Authority, record: CustodyRecord, circumstances: Circumstances
) -> Ruling | None:
    """Rule why an authority of a record still stops this exit; none = it is out of the way.

    All sentences have one release day. The ruling of any of them names those that lead to it.
    """
    if authority.ended is not None:
        return _why_not_ended(authority, authority.ended, record)
    exit_type = circumstances.planned.exit_type
    if authority.kind is AuthorityKind.SENTENCE:
        day = lawful_day(record, circumstances.bank_holidays, exit_type)
        if isinstance(day, Ruling):
            all_of_them = _sentences_in_force(record)
            return unknown(Reason.RELEASE_DAY_NOT_KNOWN, *all_of_them, why=as_a_part(day.words))
        if day.on > circumstances.planned.on:
            return _held_until(day.on, record)
        return None
    if authority.kind is AuthorityKind.IMMIGRATION and exit_type in _CARRIED_ON:
        return None
    return failed(Reason.STILL_HELD, authority.began, authorities=name_of(authority))


def name_of(authority: Authority) -> str:
    """Name an authority for a reader: what it is, and of which court or case."""
    match authority.began.fact:
        case RemandOrdered(court=court, case_urn=urn):
            return f"a remand by {court}, case {urn}"
        case SentenceImposed(term=term, court=court, case_urn=urn):
            return f"a sentence of {term} by {court}, case {urn}"
        case AuthorityLodged(title=title):
            return title
    return _BY_KIND[authority.kind]


def _held_until(on: date, record: CustodyRecord) -> Ruling:
    """Rule that the sentences hold until a day, with those that can as evidence."""
    sentences = _sentences_in_force(record)
    reaching = tuple(each for each in sentences if _can_reach(each, on, record))
    holding = reaching or sentences
    return failed(
        Reason.HELD_UNTIL_LATER,
        *holding,
        what_holds="The sentence holds" if len(holding) == 1 else "The sentences hold",
        release_day=spoken_day(on),
    )


def _can_reach(stated: Stated[SentenceImposed], on: date, record: CustodyRecord) -> bool:
    """Whether a sentence, served in full with all days that make it longer, can hold until a day.

    One of a chain, and one without a length, always can. The longest months and years are taken:
    a sentence too many is named sooner than the one that holds is left out (our decision).
    """
    sentence, term = stated.fact, stated.fact.term
    followed = {each.fact.consecutive_to for each in record.sentences}
    is_in_a_chain = sentence.consecutive_to is not None or stated.seq in followed
    if is_in_a_chain or term.is_nothing or sentence.sentence_kind in _WITHOUT_END:
        return True
    longer = sum(each.fact.days for each in record.adjustments if isinstance(each.fact, _LONGER))
    whole = term.years * 366 + term.months * 31 + term.weeks * 7 + term.days
    return (on - sentence.imposed_on).days <= whole + longer


def _sentences_in_force(record: CustodyRecord) -> tuple[Stated[Any], ...]:
    in_force = record.authorities_in_force
    return tuple(each.began for each in in_force if each.kind is AuthorityKind.SENTENCE)


def _why_not_ended(
    authority: Authority, ended: Stated[AuthorityEnded], record: CustodyRecord
) -> Ruling | None:
    """An end counts with a source of its own; a spoken one when two people heard it.

    "Replaced" counts when an authority that replaced it is on this record, and not itself again.
    """
    kinds = {each.entry.envelope.source.kind for each in authority.ends}
    if kinds == {SourceKind.OURSELVES} or _is_replaced_by_nothing(authority, record):
        return failed(Reason.STILL_HELD, authority.began, authorities=name_of(authority))
    if kinds <= {SourceKind.OURSELVES, SourceKind.STATEMENT}:
        heard_by = {each.by for each in authority.ends}
        if len(heard_by) < _HEARD_BY:
            return unknown(Reason.END_HEARD_BY_ONE, ended, authority=name_of(authority))
        if not any(_heard_as_governor(each.fact) for each in authority.ends):
            return unknown(Reason.END_HEARD_WITHOUT_GOVERNOR, ended, authority=name_of(authority))
    return None


def _heard_as_governor(ended: AuthorityEnded) -> bool:
    return ended.heard is not None and ended.heard.heard_as is Role.DUTY_GOVERNOR


def _is_replaced_by_nothing(authority: Authority, record: CustodyRecord) -> bool:
    """Whether a chain of replacements leads to no authority on record, or round in a ring."""
    known = {each.seq: each for each in record.authorities}
    seen: set[int] = set()
    current: Authority | None = authority
    while current is not None:
        if current.seq in seen:
            return True
        seen.add(current.seq)
        ended = current.ended
        if ended is None or ended.fact.how is not EndKind.REPLACED:
            return False
        current = known.get(ended.fact.replaced_by or 0)
    return True


def _goes_along(record: CustodyRecord) -> Ruling:
    """Nothing ends: at least one authority must go along."""
    in_force = record.authorities_in_force
    if not in_force:
        ends = [each.ended for each in record.authorities if each.ended]
        return failed(Reason.NOTHING_TO_GO_WITH, *ends)
    names = "; ".join(name_of(each) for each in in_force)
    return passed(Reason.GOES_WITH_PERSON, *(each.began for each in in_force), authorities=names)


def _worst(rulings: list[Ruling]) -> Ruling:
    """What is known to hold speaks before what is not known, and names everything of its kind."""
    failures = [each for each in rulings if each.answer is Answer.FAILED]
    return (failures or rulings)[0]


def _day_evidence(record: CustodyRecord) -> tuple[Stated[Any], ...]:
    known: tuple[Stated[Any] | None, ...] = (record.calculation, record.check)
    return tuple(each for each in known if each is not None and record.sentences)
