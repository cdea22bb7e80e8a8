"""What papers and people say of a person, entered by staff: what holds them, days, cases, licence.

One function states any such fact. It looks at who enters it, from which source, and whether the
fact can be so; what a field cannot mean is refused in words that name the field.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from gatelodge.casework import numbers
from gatelodge.casework.office import ITEM, Actor, ActRefused, Office, change, same_person
from gatelodge.casework.statable import STATABLE, takes_back
from gatelodge.casework.stating import Statable, Stating, cannot_be, first_of
from gatelodge.record import (
    CustodyRecord,
    Draft,
    Entry,
    Source,
    SourceKind,
    fold,
    live,
)
from gatelodge.record import facts as f

PAPERS = (
    f.Role.CASE_ADMINISTRATOR,
    f.Role.SECOND_CHECKER,
    f.Role.HEAD_OF_OMU,
    f.Role.RECEPTION_OFFICER,
    f.Role.CUSTODIAL_MANAGER,
    f.Role.DUTY_GOVERNOR,
)
"""Who may enter what a paper says: papers come at any hour, also when the OMU is shut (ours)."""


class TakingBack(msgspec.Struct, frozen=True, kw_only=True):
    """What taking an entry back needs, so that it can be said before anybody tries."""

    needs_document: bool
    """Whether only a paper takes it back, because somebody is held, or counts as held, by it."""
    not_by: frozenset[str]
    """Accounts that entered it, of which none may take it back; empty = anybody who may enter."""


def state_fact(
    office: Office,
    actor: Actor,
    record_id: str,
    fact: f.Fact,
    *,
    source: Source,
    reason: str = "",
    true_from: datetime | None = None,
    corrects: int | None = None,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Enter one fact of the kinds in `STATABLE`, or correct one (`corrects`: its entry number).

    `true_from` (aware, not later than now) is when it began to be so; none = the day that the fact
    itself names, or now. What a court ordered is so from the start of that day in London. A fact
    that holds somebody and names no day needs it once the person has ever left, and so does a
    recall of the day on which they left. Raises `ActRefused` with the field for who may not, a
    source that is none, and a fact that cannot be so.
    """
    return state_facts(
        office,
        actor,
        record_id,
        [fact],
        source=source,
        reason=reason,
        true_from=true_from,
        corrects=corrects,
        command=command,
    )


def state_facts(
    office: Office,
    actor: Actor,
    record_id: str,
    facts: Sequence[f.Fact],
    *,
    source: Source,
    reason: str = "",
    true_from: datetime | None = None,
    corrects: int | None = None,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Enter several facts of one paper or statement in one act; see `state_fact`."""
    if corrects is not None and len(facts) != 1:
        raise ActRefused("One entry corrects one entry.", code="ONE_BY_ONE", field="corrects")

    def decide(record: CustodyRecord, at: datetime) -> tuple[Draft, ...]:
        _may(actor, record)
        sound_source(office, source)
        _past(true_from, at)
        others = same_person(office, record).items()
        stating = Stating(
            record=record,
            at=at,
            source=source,
            by=actor.account,
            roles=frozenset(role for role in f.Role if actor.has(role, record.prison)),
            corrects=corrects,
            reason=reason,
            others=tuple(fold(other, entries) for other, entries in others),
            true_from=true_from,
        )
        drafts: list[Draft] = []
        for fact in facts:
            kind = _statable(fact)
            _supported(kind, source)
            if corrects is not None:
                _correctable(actor, record, corrects, fact, source)
            before_it = tuple(each.fact for each in drafts)
            kind.must_be_so(fact, replace(stating, before_it=before_it))
            drafts.append(
                Draft(
                    fact=fact,
                    by=actor.account,
                    reason=reason or fact.KIND.replace("_", " "),
                    source=source,
                    true_from=_so_from(kind, fact, stating, true_from),
                    corrects=corrects,
                )
            )
        return tuple(drafts)

    return change(
        office,
        record_id,
        decide,
        command=command,
        also=lambda _record: numbers.filing_of(record_id, facts, by=actor.account),
    )


def withdraw(
    office: Office,
    actor: Actor,
    record_id: str,
    entry: int,
    *,
    why: str,
    source: Source,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Enter that a fact was never so and has no successor. A withdrawal can itself be withdrawn.

    Only what staff state can be withdrawn: acts of a release and our own decisions stay. What holds
    somebody is withdrawn by its paper and by another person than who entered it.
    """
    if not why.strip():
        raise ActRefused("Say why it was never so.", code="EMPTY", field="why")

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        _may(actor, record)
        sound_source(office, source)
        _may_take_back(actor, taking_back(record, entry), source)
        return (
            Draft(
                fact=f.EntryWithdrawn(entry=entry, why=why),
                by=actor.account,
                reason=why,
                source=source,
            ),
        )

    return change(office, record_id, decide, command=command)


def taking_back(record: CustodyRecord, entry: int) -> TakingBack:
    """What the withdrawal of an entry needs, and who may not make it.

    Raises `ActRefused` for an entry that nobody can withdraw: none of this record, an act of a
    release, a decision, or what counts no more already.
    """
    found = _entry(record, entry, field="entry")
    if type(found.fact) not in STATABLE and not isinstance(found.fact, f.EntryWithdrawn):
        raise ActRefused(
            "Only a fact that staff stated can be withdrawn.", code="NOT_STATED", field="entry"
        )
    _is_not_a_decision(record, found)
    _still_counts(record, found, field="entry")
    return _taking_back(record, found, None)


def _may(actor: Actor, record: CustodyRecord) -> None:
    if not actor.has_any(PAPERS, record.prison):
        raise ActRefused(
            f"Only a {' or a '.join(PAPERS)} of this prison may enter this.", code="NO_ROLE"
        )


def _statable(fact: f.Fact) -> Statable:
    kind = STATABLE.get(type(fact))
    if kind is None:
        raise ActRefused(
            f"A fact of the kind {fact.KIND} is not entered by hand.", code="NOT_BY_HAND"
        )
    return kind


def sound_source(office: Office, source: Source) -> None:
    """Refuse a source that is no document kept here, no message of a court, and no named person.

    Raises `ActRefused`.
    """
    if source.kind is SourceKind.OURSELVES or not source.reference.strip():
        raise cannot_be("Name the paper, the message or the person who says so.", "source")
    if source.kind is SourceKind.DOCUMENT and not office.documents.read(source.reference):
        raise cannot_be("That paper is not kept here, or it is empty. Add it first.", "source")
    if source.kind is SourceKind.MESSAGE and not office.ledger.stream(ITEM + source.reference):
        raise cannot_be("There is no such message in the inbox.", "source")


def _past(true_from: datetime | None, at: datetime) -> None:
    if true_from is not None and (true_from.tzinfo is None or true_from > at):
        raise cannot_be(
            "The day from which it holds is still to come. Enter it as on the paper: it cannot be"
            " later than today.",
            "true_from",
        )


def _so_from(
    kind: Statable, fact: f.Fact, stating: Stating, true_from: datetime | None
) -> datetime | None:
    """From when a fact is so: never later than the day it names, and an end never earlier."""
    named = kind.so_from(fact) or kind.so_since(fact, stating)
    if named is None:
        is_new = true_from is None and stating.corrects is None
        return kind.unsaid(stating) if is_new and kind.holds(fact) else true_from
    latest_of = max if isinstance(fact, f.AuthorityEnded | f.NoAuthorityNoted) else min
    return latest_of(named, true_from or named)


def _supported(kind: Statable, source: Source) -> None:
    if kind.needs_document and source.kind is not SourceKind.DOCUMENT:
        raise cannot_be("Without its document this counts for nothing. Add the document.", "source")


def _entry(record: CustodyRecord, seq: int, *, field: str) -> Entry:
    found = next((each for each in record.entries if each.seq == seq), None)
    if found is None:
        raise cannot_be("Choose an entry of this record.", field)
    return found


def _still_counts(record: CustodyRecord, found: Entry, *, field: str) -> None:
    """Refuse to change what was withdrawn: what took its place would not count either."""
    if isinstance(found.fact, f.EntryWithdrawn):
        return
    if first_of(record, found.seq) not in {each.seq for each in live(record.entries)}:
        raise cannot_be("That entry was withdrawn. State the fact anew.", field)


def _correctable(
    actor: Actor, record: CustodyRecord, corrects: int, fact: f.Fact, source: Source
) -> None:
    found = _entry(record, corrects, field="corrects")
    if type(found.fact) is not type(fact):
        raise cannot_be("An entry is corrected by one of its own kind.", "corrects")
    _still_counts(record, found, field="corrects")
    _may_take_back(actor, _taking_back(record, found, fact), source)


def _taking_back(record: CustodyRecord, found: Entry, after: f.Fact | None) -> TakingBack:
    """What it needs to put `after` (none = nothing) in the place of an entry.

    A withdrawal is taken back as well: then what it withdrew counts again, and so on in turn. An
    end that would count again needs its paper too.
    """
    chain = _withdrawn_in_turn(record, found)
    stated, counts_now = chain[-1].fact, len(chain) % 2 == 1
    if not (takes_back(stated, after) if counts_now else isinstance(stated, f.AuthorityEnded)):
        return TakingBack(needs_document=False, not_by=frozenset())
    said_so = {first_of(record, each.seq) for each in chain[::2]} if counts_now else set()
    by = (e.envelope.by for e in record.entries if first_of(record, e.seq) in said_so)
    return TakingBack(needs_document=True, not_by=frozenset(by))


def _may_take_back(actor: Actor, needs: TakingBack, source: Source) -> None:
    """Refuse to take back what holds somebody on a word, or by whoever entered it alone."""
    if needs.needs_document and source.kind is not SourceKind.DOCUMENT:
        raise cannot_be(
            "A word does not take back what holds somebody. Add the paper that shows it.", "source"
        )
    if actor.account in needs.not_by:
        raise ActRefused(
            "You entered it. A second person must look at the paper and take it back.",
            code="SAME_PERSON",
            field="entry",
        )


def _is_not_a_decision(record: CustodyRecord, found: Entry) -> None:
    """Refuse to bring a withdrawn decision on a hazard back: it would open a day past its rules."""
    if isinstance(_withdrawn_in_turn(record, found)[-1].fact, f.HazardDecided):
        raise ActRefused(
            "A decision that was taken back is made anew, by its own act.", code="NOT_STATED"
        )


def _withdrawn_in_turn(record: CustodyRecord, found: Entry) -> tuple[Entry, ...]:
    """An entry, what it withdraws, what that withdraws, and so on down to the fact."""
    chain = [found]
    while isinstance(fact := chain[-1].fact, f.EntryWithdrawn):
        chain.append(_entry(record, fact.entry, field="entry"))
    return tuple(chain)
