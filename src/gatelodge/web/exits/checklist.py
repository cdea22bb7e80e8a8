"""The exit checklist: what stops the exit, and every check with its evidence, age and owner."""

from datetime import datetime
from typing import Any, Final

from django.urls import reverse

from gatelodge.gate import (
    MET,
    Check,
    Reason,
    Step,
    decision_on,
    hazards_asked,
    spoken_limit,
    undecided,
)
from gatelodge.record import Stated, doubt_title
from gatelodge.record.facts import Answer, Assessed, Finding
from gatelodge.web import cells
from gatelodge.web.exits.news import ended_at
from gatelodge.web.record_page import RecordPage
from gatelodge.web.states import (
    answer_words,
    sentence_case,
    step_of,
    stopping,
    whose_move,
)
from gatelodge.web.words_of_time import duration, moment, time_of_day

_THEMES: Final = (("Record", 1, 19), ("Conditions", 20, 29), ("Exit day", 30, 99))

_EVIDENCE: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "G02": (("person-authorities", "Enter how an authority ended"),),
    "G03": (("cases-state", "Enter what the courts answered about cases"),),
    "G04": (("person-cases", "Look at what came from courts"),),
    "G05": (("person-cases", "Look at what came from courts"), ("query-ask", "Ask the court")),
    "G06": (("person-cases", "Look at what came from courts and at open questions"),),
    "G08": (("person-dates", "Look at the release dates"),),
    "G09": (("person-dates", "Look at the release dates"), ("exit-plan", "Change the plan")),
    "G13": (
        ("immigration-state", "Enter the Home Office's statement"),
        ("citizenship-see", "Enter evidence of British citizenship"),
    ),
    "G30": (("exit-plan", "Change the plan"), ("hearing-list", "Enter a hearing")),
    "G36": (("exit-final-check", "Run the final check"),),
}
"""Where the evidence of a check is added; the reader sees what their role allows."""


def next_step(page: RecordPage) -> Step:
    """The act that the checklist is read for."""
    return step_of(page.record)


def stops(page: RecordPage, found: Assessed) -> list[dict[str, Any]]:
    """A card for each check that stops the next act; what is too old or late comes first."""
    ordered = sorted(
        stopping(found, next_step(page)), key=lambda f: f.reason != Reason.TOO_OLD.code
    )
    return [card(page, f, found.at) for f in ordered]


def card(page: RecordPage, finding: Finding, at: datetime) -> dict[str, Any]:
    """One check as a card."""
    check = check_of(page, finding.check)
    not_due = finding.reason == Reason.NOT_DONE_YET.code
    counts = finding.answer in MET
    return {
        "code": finding.check,
        "question": check.question if check else finding.check,
        "answer": answer_words(finding),
        "because": finding.words,
        "evidence": page.sources.evidence(finding.evidence),
        "age": age_words(finding, check, at),
        "whose": "" if counts or not_due else _whose(finding),
        "what_to_do": "" if counts or check is None else check.what_to_do,
        "rule": {"text": rule_words(check), "source": check.source} if check else None,
        "actions": [] if counts else actions(page, finding.check),
    }


def _whose(finding: Finding) -> str:
    role = whose_move(finding)
    return sentence_case(role.value) if role else ""


def actions(page: RecordPage, name: str) -> list[dict[str, str]]:
    """Links to where evidence for a check is added, as far as this reader may."""
    if page.is_past:
        return []
    return [
        {"text": words, "href": reverse(url_name, args=[page.record_id])}
        for url_name, words in _EVIDENCE.get(name, ())
        if page.may(url_name)
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
        page.directory.staff(entries[seq].envelope.by) for seq in finding.evidence if seq in entries
    )
    age = age_words(finding, check, at)
    question = check.question if check else finding.check
    return [
        cells.link(question, page.href("exit-check", finding.check), sub=finding.check),
        {"html": cells.fading(answer_words(finding))},
        {"text": finding.words, "sub": age},
        "; ".join(people) or "Nobody yet",
    ]


def numbers(found: Assessed) -> dict[str, int]:
    """How many checks there are, count, and are still to come."""
    return {
        "all": len(found.findings),
        "count": sum(f.answer in MET for f in found.findings),
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
    for act, stated, whose in (
        ("First calculation", calculation, "case administrator"),
        ("Second check", check, "second checker"),
        *_decisions(page),
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
