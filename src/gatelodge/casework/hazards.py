"""A doubt about the law behind somebody's dates: a person decides it, with a reason and a source.

Who calculated or checked the dates decides nothing about them. A day earlier than the law book's
own, or than one that was decided before, needs its paper; and who once decided for the later day
does not alone decide for the earlier (docs/decisions/0004).
"""

from collections.abc import Sequence
from datetime import date, datetime

from gatelodge.casework.authorities import sound_source
from gatelodge.casework.office import (
    Actor,
    ActRefused,
    Office,
    change,
    gate_act,
    same_person,
)
from gatelodge.casework.stating import cannot_be
from gatelodge.gate import (
    answerers,
    calculators,
    dates_chosen,
    decision_on,
    governing_of,
    hazards_asked,
    is_worked_by_hand,
    opens_earlier,
    reading_chosen,
    waits_for_second,
)
from gatelodge.record import (
    CustodyRecord,
    Draft,
    Entry,
    Source,
    SourceKind,
    Stated,
    fold,
    inputs_digest,
    spoken_day,
)
from gatelodge.record.facts import (
    CalculatedDate,
    DatesCalculated,
    DatesChecked,
    EntryWithdrawn,
    HazardDecided,
    HazardFound,
    Role,
)
from gatelodge.sentencing import ReleaseDateType, wrong_pairs

DECIDE = (Role.HEAD_OF_OMU,)
"""Who may decide a doubt about the law (our decision)."""


def decide_hazard(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    calculation: int,
    place: int,
    reading: str | None,
    by_hand: Sequence[CalculatedDate] = (),
    why: str,
    source: Source,
    seen_version: int,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Decide a hazard of the record's calculation, or decide it anew.

    `calculation` is the entry number that the person saw, `place` the hazard's place among those
    asked of it (`hazards_asked`), from 0. `reading` names the reading chosen; none = neither.
    `by_hand` holds the dates worked out by hand, among them the release, where neither or a reading
    without dates was chosen. Dates by hand in place of a reading without dates count once another
    person has decided for the very same. `seen_version` as in `gate_act`: a decision opens a day,
    so nobody decides past a fact, or past another decision, that they did not see. Raises
    `RecordMovedOn`, and `ActRefused` with the field for who may not, a calculation that is not the
    record's of now, a choice that names no release, and a source too weak for it.
    """

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        _may(actor, record)
        calculated = _of_now(record, calculation)
        hazards = hazards_asked(record, calculated)
        if not 0 <= place < len(hazards):
            raise ActRefused("This calculation has no such doubt.", code="NO_HAZARD")
        if actor.account in calculators(record, calculated, hazards[place]):
            raise ActRefused(
                "You calculated or checked these dates, so another head of OMU must decide.",
                code="SAME_PERSON",
            )
        if _worked_elsewhere(office, record, actor):
            raise ActRefused(
                "You calculated or checked dates on another record of this person, so another head"
                " of OMU must decide.",
                code="SAME_PERSON",
            )
        if actor.account in answerers(record, hazards[place]):
            raise ActRefused(
                "You gave the answers that this is about, so another head of OMU must decide.",
                code="SAME_PERSON",
            )
        if not why.strip():
            raise cannot_be("Say why this reading is the right one.", "why", code="EMPTY")
        sound_source(office, source)
        fact = HazardDecided(
            calculation=calculated.seq,
            inputs_digest=calculated.fact.inputs_digest,
            hazard=hazards[place],
            reading=reading,
            by_hand=tuple(by_hand),
            why=why.strip(),
        )
        _is_a_choice(fact, record, source)
        _earlier_is_supported(actor, record, calculated.fact, fact, source)
        before = decision_on(record, calculated, fact.hazard)
        if before is not None and _seconds(fact, actor, record, calculated, before):
            before = None
        return (
            Draft(
                fact=fact,
                by=actor.account,
                reason="decision on a doubt about the law",
                source=source,
                corrects=before.entry.seq if before else None,
            ),
        )

    return gate_act(office, record_id, decide, seen_version=seen_version, command=command)


def withdraw_decision(
    office: Office,
    actor: Actor,
    record_id: str,
    decision: int,
    *,
    why: str,
    source: Source,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Take a decision back whole, with all that it corrected: the hazard is undecided again.

    `decision` is the number under which it stands. It opens nothing, so one head of OMU and a word
    are enough. Raises `ActRefused`.
    """

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        _may(actor, record)
        if not why.strip():
            raise cannot_be("Say why the decision does not stand.", "why", code="EMPTY")
        sound_source(office, source)
        if all(each.seq != decision for each in record.hazard_decisions):
            raise ActRefused("No such decision stands on this record.", code="NO_DECISION")
        fact = EntryWithdrawn(entry=decision, why=why.strip())
        return (Draft(fact=fact, by=actor.account, reason=fact.why, source=source),)

    return change(office, record_id, decide, command=command)


def refuse_decider(record: CustodyRecord, digest: str, actor: Actor, act: str) -> None:
    """Refuse a calculation or check of inputs to somebody who decided a doubt about them.

    Raises `ActRefused`.
    """
    if any(
        each.by == actor.account and each.fact.inputs_digest == digest
        for each in record.hazard_decisions
    ):
        raise ActRefused(
            f"You decided a doubt about the law in these dates, so you cannot {act} them.",
            code="SAME_PERSON",
        )


def _may(actor: Actor, record: CustodyRecord) -> None:
    if not actor.has_any(DECIDE, record.prison):
        raise ActRefused(
            f"Only a {' or a '.join(DECIDE)} of this prison may decide a doubt about the law.",
            code="NO_ROLE",
        )


def _worked_elsewhere(office: Office, record: CustodyRecord, actor: Actor) -> bool:
    """Whether somebody calculated or checked dates of this person's sentences on another record."""
    return any(
        isinstance(each.fact, DatesCalculated | DatesChecked) and each.envelope.by == actor.account
        for other, entries in same_person(office, record).items()
        if fold(other, entries).sentences
        for each in entries
    )


def _of_now(record: CustodyRecord, calculation: int) -> Stated[DatesCalculated]:
    calculated = record.calculation
    if calculated is None or record.refused is not None:
        raise ActRefused("There are no calculated dates to decide about.", code="NOT_CALCULATED")
    if calculated.fact.inputs_digest != inputs_digest(record):
        raise ActRefused(
            "Facts that move dates changed after the calculation. Calculate again, then decide.",
            code="FACTS_CHANGED",
        )
    if calculated.seq != calculation:
        raise ActRefused(
            "The dates were worked out anew since you looked. Look at them, then decide.",
            code="CALCULATED_ANEW",
        )
    return calculated


def _seconds(
    fact: HazardDecided,
    actor: Actor,
    record: CustodyRecord,
    calculated: Stated[DatesCalculated],
    before: Stated[HazardDecided],
) -> bool:
    """Whether it is the second person's decision for the same dates by hand: the first stands."""
    return (
        waits_for_second(record, calculated, before)
        and before.by != actor.account
        and (fact.reading, fact.by_hand) == (before.fact.reading, before.fact.by_hand)
    )


def _is_a_choice(fact: HazardDecided, record: CustodyRecord, source: Source) -> None:
    """Refuse what names no release, and dates by hand that cannot be so or rest on no paper."""
    reading = reading_chosen(fact)
    if fact.reading is not None and not (reading and is_worked_by_hand(fact.hazard, reading)):
        if fact.by_hand:
            raise cannot_be("Choose a reading, or enter dates by hand: not both.", "by_hand")
        if governing_of(dates_chosen(fact)) is None:
            raise cannot_be(
                "Choose one of the readings that gives a day of release, or neither.", "reading"
            )
        return
    _dates_by_hand(fact.by_hand, max(each.fact.imposed_on for each in record.sentences))
    if source.kind is not SourceKind.DOCUMENT:
        raise cannot_be("Dates by hand need their working. Add it as the paper.", "source")


def _dates_by_hand(by_hand: tuple[CalculatedDate, ...], imposed_on: date) -> None:
    governing = governing_of(by_hand)
    types = [each.date_type for each in by_hand]
    if governing is None:
        raise cannot_be(
            "Enter the release date that was worked out by hand.", "by_hand", code="EMPTY"
        )
    unknown = set(types) - {each.value for each in ReleaseDateType}
    if unknown or len(types) != len(set(types)):
        raise cannot_be("Enter each date once, by its code (CRD, SLED ...).", "by_hand")
    if governing.on < imposed_on:
        raise cannot_be(
            f"The release cannot be before {spoken_day(imposed_on)}, the day of the last sentence.",
            "by_hand",
        )
    if any(each.on < imposed_on for each in by_hand):
        raise cannot_be("No date can be before the day of the last sentence.", "by_hand")
    ends = [each.on for each in by_hand if each.date_type in _ENDS]
    if any(on < governing.on for on in ends):
        raise cannot_be("The sentence cannot end before the release.", "by_hand")
    for wrong in wrong_pairs({ReleaseDateType(each.date_type): each.on for each in by_hand}):
        raise cannot_be(wrong.text, "by_hand", code=wrong.code)


_ENDS = frozenset({ReleaseDateType.SLED, ReleaseDateType.SED})


def _earlier_is_supported(
    actor: Actor,
    record: CustodyRecord,
    calculated: DatesCalculated,
    fact: HazardDecided,
    source: Source,
) -> None:
    """Refuse an earlier day on a word, and by whoever decided this doubt for a later day before.

    Decisions that were withdrawn count: else one person could decide, take back and decide again.
    """
    chosen = dates_chosen(fact)
    later = [
        (entry, before)
        for entry in record.entries
        if isinstance(before := entry.fact, HazardDecided)
        and _is_same_question(before, fact.hazard, fact.inputs_digest)
        and opens_earlier(chosen, dates_chosen(before))
    ]
    is_earlier = bool(later) or opens_earlier(chosen, calculated.dates)
    if is_earlier and source.kind is not SourceKind.DOCUMENT:
        raise cannot_be(
            f"This opens an earlier day ({_spoken(chosen)}). A word does not open it: add the"
            " paper that shows it.",
            "source",
        )
    if any(entry.envelope.by == actor.account for entry, _ in later):
        raise ActRefused(
            "You decided for a later day before. Another head of OMU must decide for the earlier.",
            code="SAME_PERSON",
        )


def _is_same_question(before: HazardDecided, hazard: HazardFound, digest: str) -> bool:
    return before.hazard == hazard and before.inputs_digest == digest


def _spoken(dates: tuple[CalculatedDate, ...]) -> str:
    return ", ".join(f"{each.date_type} {spoken_day(each.on)}" for each in dates)
