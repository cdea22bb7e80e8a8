"""What others know of the person: recall, warrants, other forces, hospital (G12, G14 to G16).

A record cannot show what it was never told, so each of these rests on the answer of those who
would know, never on our own record alone.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeVar

from gatelodge.gate.check import (
    Circumstances,
    Ruling,
    check,
    failed,
    passed,
    unknown,
)
from gatelodge.gate.reasons import Reason
from gatelodge.gate.rule import OMU, Footing, Rule
from gatelodge.record import CustodyRecord, Stated, spoken_day
from gatelodge.record.facts import (
    Enquiry,
    EnquiryAnswered,
    OnFail,
    RecallOnFile,
    RecallOrdered,
    RecallStatusStated,
)

Answered = TypeVar("Answered", EnquiryAnswered, RecallStatusStated)

_GOOD_FOR = timedelta(hours=24)
"""How long an answer counts (dossier, section 5)."""


@check(
    "G12",
    "Is no recall outstanding but those on this record?",
    what_to_do=(
        "Ask those who order recalls which are outstanding, of which kind and until when. Enter"
        " every recall that they name from its notice, or let them correct their answer."
    ),
    source="Release-gate table, G12",
    fresh_for=_GOOD_FOR,
    rule=Rule(
        accepts=(
            "The answer of those who order recalls: which are outstanding, of which kind, until"
            " when."
        ),
        by=OMU,
        words=(
            "Somebody recalled is held until a lawful re-release; the answer is good for 24 hours."
        ),
        where="Criminal Justice Act 2003 s.254(1), (6)",
        on=date(2005, 4, 4),
        footing=Footing.LAW,
        example="They name a recall of 3 March that this record lacks: enter it from its notice.",
    ),
)
def recalls_are_confirmed(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """Their list and the recalls in force on the record are the same, kind and end included.

    One that they name and the record lacks was never applied; one that the record has and they do
    not name has ended without its paper, or was never theirs.
    """
    records = (record, *circumstances.same_person)
    stated = _newest(each for own in records for each in own.recall_statuses)
    if stated is None:
        return unknown(Reason.NOT_ASKED, about="outstanding recalls")
    if not stated.fact.answered_by.strip():
        return unknown(Reason.ANSWERED_BY_NOBODY, stated, about="outstanding recalls")
    ours = [
        Stated(seq=each.seq, entry=each.began.entry, fact=each.began.fact)
        for own in records
        for each in own.authorities_in_force
        if isinstance(each.began.fact, RecallOrdered)
    ]
    theirs = list(stated.fact.outstanding)
    for one in ours:
        match = next((each for each in theirs if _is_same(each, one.fact)), None)
        if match is None:
            return failed(Reason.RECALL_NOT_ON_FILE, stated, one, recall=one.fact.recall_kind.value)
        theirs.remove(match)
    if theirs:
        recalls = "; ".join(_spoken(each) for each in theirs)
        return failed(Reason.RECALL_NOT_APPLIED, stated, recalls=recalls)
    reason = Reason.RECALLS_CONFIRMED if ours else Reason.NO_RECALL
    return passed(reason, stated, *ours, evidence_of=stated.fact.asked_at)


@check(
    "G14",
    "Is no civil, fine or confiscation warrant outstanding?",
    what_to_do=(
        "Have the warrants searched by number and by each name. Lodge what is found, from its"
        " paper, and have it searched again when it has ended."
    ),
    source="Release-gate table, G14",
    fresh_for=_GOOD_FOR,
    rule=Rule(
        accepts="A search by number and by each name, with who searched, when, and what was found.",
        by=OMU,
        words=(
            "A warrant for a fine, civil debt or confiscation in default holds by itself; the"
            " search is good for 24 hours."
        ),
        where="Magistrates' Courts Act 1980 s.76 (warrants of commitment)",
        footing=Footing.UNCONFIRMED,
        example=(
            "A search under an earlier surname finds 7 days for an unpaid fine: lodge it from"
            " its paper."
        ),
    ),
)
def no_warrant_is_outstanding(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """A search for warrants found none, by the newest word of each body that was asked."""
    return _all_clear(Enquiry.WARRANTS, record, circumstances)


@check(
    "G15",
    "Does no other force, prison or country want the person?",
    what_to_do=(
        "Ask the police for live warrants and for interest from abroad. Where they want the person,"
        " the duty governor decides with a reason, after speaking to them."
    ),
    source="Release-gate table, G15",
    fresh_for=_GOOD_FOR,
    on_fail=OnFail.ESCALATE,
    rule=Rule(
        accepts="The answer of police and of each body asked, with who said it and when.",
        by=OMU,
        words=(
            "An interest without a document holds nobody; the duty governor decides with a reason."
        ),
        where="",
        footing=Footing.OUR_DECISION,
        example=(
            "A force wants to interview somebody who has no warrant: it is told the time of the"
            " release, and the governor decides."
        ),
    ),
)
def nobody_else_wants_the_person(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """An interest is not an authority to hold: it is put to the duty governor, who decides."""
    return _all_clear(Enquiry.OTHER_INTEREST, record, circumstances)


@check(
    "G16",
    "Is the person under no hospital order, and no inpatient?",
    what_to_do=(
        "Ask healthcare. Somebody under a hospital order or transfer direction leaves to hospital,"
        " with its escort."
    ),
    source="Release-gate table, G16",
    fresh_for=_GOOD_FOR,
    rule=Rule(
        accepts=(
            "Healthcare's answer on hospital orders, transfer directions and beds, with who"
            " gave it and when."
        ),
        by=OMU,
        words=(
            "Somebody under a hospital order or transfer direction leaves to that hospital,"
            " with its escort."
        ),
        where="Mental Health Act 1983 ss.37, 47, 48",
        footing=Footing.UNCONFIRMED,
        example=(
            "A transfer direction was signed on Monday: a release to the community on Tuesday"
            " stops."
        ),
    ),
)
def no_hospital_holds(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """Healthcare says that neither order, direction nor bed keeps the person."""
    return _all_clear(Enquiry.HEALTH, record, circumstances)


def _all_clear(enquiry: Enquiry, record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """Clear by the newest word of each body; what one found stands until that one clears it.

    A search at one office never wipes out what another has found.
    """
    by_body: dict[str, list[Stated[EnquiryAnswered]]] = {}
    for own in (record, *circumstances.same_person):
        for each in own.enquiries:
            if each.fact.enquiry is enquiry:
                body = " ".join(each.fact.asked_of.casefold().split())
                by_body.setdefault(body, []).append(each)
    newest = [each for each in map(_newest, by_body.values()) if each is not None]
    found = [each for each in newest if not each.fact.is_clear]
    if found:
        what = "; ".join(f"{each.fact.asked_of}: {each.fact.found}" for each in found)
        return failed(Reason.SOMETHING_FOUND, *found, what=what)
    clear = _newest(newest)
    if clear is None:
        return unknown(Reason.NOT_ASKED, about=enquiry.value)
    if not clear.fact.answered_by.strip():
        return unknown(Reason.ANSWERED_BY_NOBODY, clear, about=enquiry.value)
    return passed(
        Reason.NOTHING_FOUND,
        clear,
        evidence_of=clear.fact.asked_at,
        who=f"{clear.fact.answered_by}, {clear.fact.asked_of}",
        about=enquiry.value,
    )


def _newest(answers: Iterable[Stated[Answered]]) -> Stated[Answered] | None:
    """The answer that was given last; of two of one moment, the one entered last."""
    return max(answers, key=lambda each: (each.fact.asked_at, each.entry.seq), default=None)


def _is_same(theirs: RecallOnFile, ours: RecallOrdered) -> bool:
    """Whether their file and our record speak of one recall: its kind, and its end if both say it.

    A fixed term of which our notice gives no end is dated by the engine, not by their word.
    """
    ends = {theirs.ends_on, ours.ends_on} - {None}
    return theirs.recall_kind is ours.recall_kind and len(ends) <= 1


def _spoken(recall: RecallOnFile) -> str:
    until = f", until {spoken_day(recall.ends_on)}" if recall.ends_on else ""
    return f"{recall.recall_kind.value}{until}"
