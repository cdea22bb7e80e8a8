"""The exit checklist: what stops the exit, and every check with its evidence, age and owner."""

from datetime import datetime
from typing import Any, Final

from django.urls import reverse

from gatelodge.gate import (
    AT_NIGHT,
    EXIT_TYPES,
    MET,
    Act,
    Check,
    Reason,
    Step,
    decision_on,
    hazards_asked,
    spoken_limit,
    undecided,
)
from gatelodge.record import CustodyRecord, Stated, doubt_title
from gatelodge.record.facts import Answer, Assessed, Enquiry, Finding
from gatelodge.web import cells
from gatelodge.web.exits.lets_out import ways
from gatelodge.web.exits.letting import (
    asked_words,
    ways_past,
    words_of_letting,
)
from gatelodge.web.exits.news import ended_at
from gatelodge.web.overrides import waiting_override
from gatelodge.web.record_page import RecordPage
from gatelodge.web.states import (
    answer_words,
    let_through,
    sentence_case,
    step_of,
    stopping,
)
from gatelodge.web.whose_move import SECOND_GOVERNOR, whose_words
from gatelodge.web.words_of_time import duration, moment, time_of_day

_THEMES: Final = (("Record", 1, 19), ("Conditions", 20, 29), ("Exit day", 30, 99))

EVIDENCE: Final[dict[str, tuple[tuple[object, ...], ...]]] = {
    "G01": (("person", "Look at who may be the same person"),),
    "G02": (("person-authorities", "Enter how an authority ended"),),
    "G03": (("cases-state", "Enter what the courts answered about cases"),),
    "G04": (("person-cases", "Look at what came from courts"),),
    "G05": (("person-cases", "Look at what came from courts"), ("query-ask", "Ask the court")),
    "G06": (("person-cases", "Look at what came from courts and at open questions"),),
    "G07": (("person-cases", "Look at what came from courts"),),
    "G08": (("person-dates", "Look at the release dates"),),
    "G09": (("person-dates", "Look at the release dates"), ("exit-plan", "Change the plan")),
    "G10": (
        ("days-registers", "Enter what the registers of days hold"),
        ("days-enter", "Enter days that this record lacks"),
    ),
    "G11": (
        ("person-authorities", "Look at what was answered for each sentence"),
        ("person-dates", "Look at the release dates"),
    ),
    "G12": (
        ("recall-status", "Enter which recalls are outstanding"),
        ("person-authorities", "Look at the recalls on this record"),
    ),
    "G13": (
        ("immigration-state", "Enter the Home Office's statement"),
        ("citizenship-see", "Enter evidence of British citizenship"),
    ),
    "G14": (("enquiry-answer", "Enter what the search for warrants found", Enquiry.WARRANTS),),
    "G15": (("enquiry-answer", "Enter what police or others answered", Enquiry.OTHER_INTEREST),),
    "G16": (("enquiry-answer", "Enter what healthcare answered", Enquiry.HEALTH),),
    "G20": (
        ("licence-issue", "Issue the licence"),
        ("exit-licence", "Read the licence to the person"),
    ),
    "G21": (
        ("conditions-set", "Enter the conditions of release"),
        ("condition-met", "Enter that a condition is met"),
    ),
    "G22": (("probation-told", "Enter that probation was told"),),
    "G23": (
        ("public-protection", "Enter public-protection flags"),
        ("release-notified", "Enter that the police were told"),
    ),
    "G24": (
        ("victim-contact", "Enter whether a victim is to be told"),
        ("release-notified", "Enter that the liaison officer was told"),
    ),
    "G30": (("exit-plan", "Change the plan"),),
    "G31": (
        ("exit-identity", "Confirm who this is"),
        ("exit-device", "Enter a device's result"),
        ("photo-add", "Add a photo"),
        ("details-enter", "Enter what the person says of themselves"),
    ),
    "G33": (("exit-governor", "Enter that you are at the hand-over"),),
    "G34": (("call-back", "Enter a call back about a paper"),),
    "G35": (("exit-footage", "Note the footage"),),
    "G36": (("exit-final-check", "Run the final check"),),
}
"""Where the evidence of a check is added: the address's name, words, and what else the address
names beside the record. The reader sees what their role allows."""


def next_step(page: RecordPage) -> Step:
    """The act that the checklist is read for."""
    return step_of(page.record)


def stops(page: RecordPage, found: Assessed) -> list[dict[str, Any]]:
    """A card for each check that stops the next act; what is too old or late comes first."""
    ordered = sorted(
        stopping(found, next_step(page)), key=lambda f: f.reason != Reason.TOO_OLD.code
    )
    return [card(page, f, found.at) for f in ordered]


def let_through_cards(page: RecordPage, found: Assessed) -> list[dict[str, Any]]:
    """A card for each check that is not met and that governors let through."""
    return [card(page, finding, found.at) for finding in let_through(found)]


def card(page: RecordPage, finding: Finding, at: datetime) -> dict[str, Any]:
    """One check as a card."""
    check = check_of(page, finding.check)
    not_due = finding.reason == Reason.NOT_DONE_YET.code
    counts = finding.answer in MET or bool(finding.let_through)
    override = _override_words(page, finding)
    return {
        "code": finding.check,
        "question": check.question if check else finding.check,
        "answer": answer_words(finding),
        "because": finding.words,
        "evidence": page.sources.evidence(finding.evidence),
        "age": age_words(finding, check, at),
        "let_through": words_of_letting(page, finding),
        "override": override,
        "whose": "" if counts or not_due else _whose(finding, waits_for_second=bool(override)),
        "what_to_do": "" if counts or check is None else check.what_to_do,
        "at_night": "" if counts or finding.check not in AT_NIGHT else _at_night(finding.check),
        "rule": {"text": rule_words(check), "source": check.source} if check else None,
        "stands_on": check.rule if check and not counts else None,
        "actions": [] if counts else [*actions(page, finding.check), *ways_past(page, finding)],
    }


def _at_night(name: str) -> str:
    way = AT_NIGHT[name]
    return f"{way.words} On duty: {', '.join(role.value for role in way.by)}."


def _override_words(page: RecordPage, finding: Finding) -> str:
    waiting = waiting_override(page.record, finding)
    return f"{asked_words(page, waiting)} Waiting for a second governor." if waiting else ""


def _whose(finding: Finding, *, waits_for_second: bool) -> str:
    if waits_for_second:
        return sentence_case(SECOND_GOVERNOR)
    return sentence_case(whose_words(finding))


def actions(page: RecordPage, name: str) -> list[dict[str, str]]:
    """Links to where evidence for a check is added, as far as this reader may."""
    if page.is_past:
        return []
    evidence = (*EVIDENCE.get(name, ()), *(ways(page.record) if name == "G30" else ()))
    return [
        {"text": str(words), "href": reverse(str(url_name), args=[page.record_id, *more])}
        for url_name, words, *more in evidence
        if page.may(str(url_name))
    ]


def check_of(page: RecordPage, name: str) -> Check | None:
    """A check by its name."""
    return next((c for c in page.office.checks if c.name == name), None)


def rule_words(check: Check) -> str:
    """What the rule asks of evidence, in words."""
    if check.fresh_for is None:
        return "Evidence does not age."
    return f"Evidence counts for {spoken_limit(check.fresh_for)}."


def age_words(finding: Finding, check: Check | None, at: datetime) -> str:
    """How old the evidence is and when it will be too old; empty when it does not age."""
    if finding.stale_at is None or check is None or check.fresh_for is None:
        return ""
    limit = spoken_limit(check.fresh_for)
    if at >= finding.stale_at:
        return f"{duration(at - finding.as_at)}, limit {limit}"
    old = duration(max(at - finding.as_at, at - at))
    return f"{old}, limit {limit}; will be too old on {moment(finding.stale_at)}"


def tables(page: RecordPage, found: Assessed) -> list[dict[str, Any]]:
    """All checks by theme."""
    by_theme = []
    for theme, first, last in _THEMES:
        rows = [
            _row(page, f, found.at) for f in found.findings if first <= int(f.check[1:]) <= last
        ]
        if rows:
            by_theme.append(
                {
                    "caption": theme,
                    "caption_size": "s",
                    "head": ["Check", "Answer", "Evidence, age", "By whom"],
                    "rows": rows,
                    "blanks": ["Initials"],
                }
            )
    return by_theme


def _row(page: RecordPage, finding: Finding, at: datetime) -> list[Any]:
    check = check_of(page, finding.check)
    entries = {e.seq: e for e in page.record.entries}
    people = dict.fromkeys(
        page.directory.staff(entries[seq].envelope.by)
        for seq in (*finding.evidence, *finding.let_through)
        if seq in entries
    )
    age = age_words(finding, check, at)
    question = check.question if check else finding.check
    return [
        cells.link(question, page.href("exit-check", finding.check), sub=finding.check),
        {
            "html": cells.fading(answer_words(finding)),
            "sub": " ".join(words_of_letting(page, finding)),
        },
        {"text": finding.words, "sub": age},
        "; ".join(people) or "Nobody yet",
    ]


def numbers(found: Assessed) -> dict[str, int]:
    """How many checks there are, count, and are still to come."""
    return {
        "all": len(found.findings),
        "count": sum(f.answer in MET for f in found.findings),
        "let_through": len(let_through(found)),
        "to_come": sum(f.reason == Reason.NOT_DONE_YET.code for f in found.findings),
    }


_OF_THE_RELEASE: Final = frozenset({"Authorise", "Confirm", "Pass", "Final check"})
"""Acts that die with the authorisation."""


def acts(page: RecordPage) -> list[dict[str, Any]]:
    """The acts of the release, who did each and when, or who is waited for."""
    record = page.record
    release = record.release
    is_current = release is not None and release.exit is None
    calculation, check = record.calculation, record.check
    if check is not None and calculation and check.fact.calculation != calculation.seq:
        check = None
    authorised = release.authorised if release and is_current else None
    confirmed = release.confirmed if release and is_current else None
    issued = release.issued if release and is_current else None
    final = release.final_check if release and is_current else None
    dead = ended_at(record)
    ended = f"Ended at {time_of_day(dead)}, to renew" if dead else ""
    rows: list[dict[str, Any]] = []
    of_the_dates = (
        ("First calculation", calculation, "case administrator"),
        ("Second check", check, "second checker"),
        *_decisions(page),
    )
    for act, stated, whose in (
        *(of_the_dates if _needs_dates(record) else ()),
        ("Plan of the exit", record.plan, "case administrator"),
        ("Authorise", authorised, "head of OMU or custodial manager"),
        ("Confirm", confirmed, "duty governor"),
        ("Pass", issued, "duty governor: it is made with the confirmation"),
        ("Final check", final, "reception, in the last 10 minutes"),
    ):
        row: dict[str, Any] = {"key": act}
        if stated is not None:
            row["value"] = ended if ended and act in _OF_THE_RELEASE else "Done"
            by = page.directory.staff(stated.by)
            row["source"] = {"act": "By", "by": by, "at": stated.recorded_at}
        else:
            row["missing"] = f"Waiting for {whose}."
        rows.append(row)
    return rows


def _needs_dates(record: CustodyRecord) -> bool:
    """Whether the planned exit needs dates at all; without a plan it may."""
    plan = record.plan
    return plan is None or Act.CALCULATE in EXIT_TYPES[plan.fact.exit_type].acts


def _decisions(page: RecordPage) -> list[tuple[str, Stated[Any] | None, str]]:
    """The doubts about the law behind the dates, each an act of its own."""
    record, calculation = page.record, page.record.calculation
    if calculation is None or not record.sentences:
        return []
    open_ones = undecided(record, calculation)
    return [
        (
            f"Decision on: {doubt_title(hazard)}",
            None if hazard in open_ones else decision_on(record, calculation, hazard),
            "head of OMU who calculated nothing",
        )
        for hazard in hazards_asked(record, calculation)
    ]


def contradictions(found: Assessed) -> list[str]:
    """What does not fit together: the only sign in some of the worst cases."""
    return [
        f.words
        for f in found.findings
        if f.answer is Answer.FAILED and f.reason == Reason.EXIT_CONTRADICTED.code
    ]
