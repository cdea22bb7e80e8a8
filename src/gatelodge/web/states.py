"""In what state somebody's exit is, in words: the one catalogue of state sentences.

The words are ours; nobody in a prison has tried them yet. Two states at once are both said, the
red one first. A state always names its cause and whose move it is.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import msgspec

from gatelodge.casework.exits import assess_exit, next_step, standing_release
from gatelodge.casework.leaving import is_on_paper
from gatelodge.casework.office import Office
from gatelodge.gate import MET, LawfulDay, Reason, Step, blocking
from gatelodge.record import Alarm, CustodyRecord, Release, day_in_london, doubt_title
from gatelodge.record.facts import (
    AlarmCause,
    Answer,
    Assessed,
    Finding,
    Role,
)
from gatelodge.watch import Waiting, back_by, due_day, not_back, overdue, waiting_decision
from gatelodge.web.exit_words import gone_words
from gatelodge.web.overrides import waiting_override
from gatelodge.web.staff import Directory
from gatelodge.web.whose_move import IN_DOUBT, SECOND_GOVERNOR, whose_words
from gatelodge.web.words_of_time import day, duration, moment, time_of_day


class Group(StrEnum):
    """Where a row of the board belongs, and what its filter is called."""

    SUSPECTED = "suspected released in error"
    NO_AUTHORITY = "without authority"
    OVERDUE = "overdue"
    NOT_BACK = "not back in time"
    FROZEN_OUT = "frozen, out"
    FROZEN = "frozen, here"
    BLOCKED = "blocked"
    READY = "ready"
    AUTHORISED = "authorised"
    PASS_LIVE = "pass live"
    OUT = "out"
    NOT_DUE = "not due"


LATE: Final = frozenset({Group.SUSPECTED, Group.NO_AUTHORITY, Group.OVERDUE, Group.NOT_BACK})
"""Who is wrongly out or wrongly in: these stand first, whatever day the board shows."""
AT_ONCE: Final = LATE | {Group.FROZEN_OUT, Group.FROZEN}
"""Who is to be acted on now: the late, and whoever by a word at the gate should not be out."""
AWAY: Final = frozenset({Group.OUT, Group.SUSPECTED, Group.FROZEN_OUT})
"""Who has left: there is no exit of theirs to be done."""


class ExitState(msgspec.Struct, frozen=True, kw_only=True):
    """The state of an exit: its group, tags (red ones first), and what a board shows of it."""

    group: Group
    tags: tuple[str, ...]
    sentences: tuple[str, ...]
    stops: str = ""
    """The question of the first check that stops it; empty when nothing does."""
    whose: str = ""
    since: datetime | None = None
    short: str = ""
    """What a board's narrow column says; empty = the first sentence."""

    @property
    def words(self) -> str:
        """All sentences in one line."""
        return " ".join(self.sentences)


def step_of(record: CustodyRecord) -> Step:
    """Which act comes next."""
    return next_step(record)


def assessed(
    office: Office,
    record: CustodyRecord,
    at: datetime,
    *,
    step: Step | None = None,
    acting: str | None = None,
) -> Assessed | None:
    """All findings of the planned exit at an instant; none without a plan.

    `acting` is the account of the reader who is about to do the act.
    """
    return assess_exit(office, record, step or next_step(record), at=at, acting=acting)


def stopping(found: Assessed, step: Step) -> tuple[Finding, ...]:
    """Findings that stop the next act. An act that is only still to come stops nobody yet.

    A doubt about the law stands first: what other checks cannot know follows from it.
    """
    stops = (f for f in blocking(found, step) if f.reason != Reason.NOT_DONE_YET.code)
    return tuple(sorted(stops, key=lambda f: f.reason not in IN_DOUBT))


def still_to_come(found: Assessed) -> tuple[Finding, ...]:
    """Checks whose act has not come yet."""
    return tuple(
        f for f in found.findings if f.answer not in MET and f.reason == Reason.NOT_DONE_YET.code
    )


def exit_state(
    office: Office, record: CustodyRecord, at: datetime, directory: Directory
) -> ExitState:
    """The state of somebody's exit at an instant."""
    state = _unless_frozen(office, record, at, directory)
    return state if record.frozen is None else _frozen(record, state, record.frozen.recorded_at)


def _frozen(record: CustodyRecord, state: ExitState, since: datetime) -> ExitState:
    """The same, frozen by a word at the gate; who is late stays so, and is frozen as well."""
    words = "Frozen: return to custody asked."
    if state.group in LATE:
        tags, sentences = (*state.tags, "Frozen"), (*state.sentences, words)
        return msgspec.structs.replace(state, tags=tags, sentences=sentences)
    more = ("No pass is valid until it ends.",) if record.is_in_custody else state.sentences
    return ExitState(
        group=Group.FROZEN if record.is_in_custody else Group.FROZEN_OUT,
        tags=("Frozen",),
        sentences=(words, *more),
        stops="A return to custody was asked, and no governor has decided",
        whose=Role.DUTY_GOVERNOR.value,
        since=since,
    )


def _unless_frozen(
    office: Office, record: CustodyRecord, at: datetime, directory: Directory
) -> ExitState:
    alarm = suspected_alarm(record)
    if alarm is not None:
        return _suspected(office, record, alarm, directory)
    if not record.is_in_custody:
        return _out(record, directory)
    if not_back(record, at):
        return _not_back(record)
    late = _lateness(office, record, at)
    state = _by_release(office, record, at, directory) or _by_plan(office, record, at)
    if late is None:
        return state
    group, tag, words, began = late
    stops = state.stops or ("No exit is planned" if record.plan is None else "")
    stop = f"Stopped by: {stops}" if stops else ""
    return msgspec.structs.replace(
        state,
        group=group,
        tags=(tag, *state.tags),
        sentences=tuple(s for s in (words, stop or " ".join(state.sentences)) if s),
        stops=stops,
        whose=state.whose or Role.DUTY_GOVERNOR.value,
        since=max(began, state.since) if state.since else began,
        short=words,
    )


def due_of(office: Office, record: CustodyRecord) -> LawfulDay | None:
    """The last lawful day to be here; none when no calculated date says so."""
    try:
        return due_day(record, office.bank_holidays)
    except ValueError:
        return None


def suspected_alarm(record: CustodyRecord) -> Alarm | None:
    """The open alarm that the person was let go in error; none = nobody has to act on it.

    By the newest exit or by a court. None too for somebody who is back.
    """
    out, gone = record.out, record.gone
    subjects = {each.seq for each in (out and out.left, gone and gone.began) if each}
    return next(
        (
            each
            for each in record.alarms
            if each.is_open
            and each.raised.fact.cause is AlarmCause.SUSPECTED_RELEASE_IN_ERROR
            and each.raised.fact.about in subjects
        ),
        None,
    )


def _suspected(
    office: Office, record: CustodyRecord, alarm: Alarm, directory: Directory
) -> ExitState:
    since = alarm.raised.fact.since
    decided = record.out.redecided if record.out else None
    is_by_court = record.gone is not None and record.gone.began.seq == alarm.raised.fact.about
    fallen = decided.fact.fallen if decided and not is_by_court else ()
    questions = " ".join(c.question for c in office.checks if c.name in fallen)
    words = f"Suspected release in error, out since {moment(since)}."
    return ExitState(
        group=Group.SUSPECTED,
        tags=("Suspected",),
        sentences=(
            f"{words} Not confirmed. Act on the alarm now.",
            f"{gone_words(record)}." if is_by_court else _let_out(record, directory),
        ),
        short=words,
        stops="More held this person than the court ended"
        if is_by_court
        else f"Not met on what is known now: {questions}",
        whose=directory.staff(alarm.taken.by) if alarm.taken else Role.DUTY_GOVERNOR.value,
        since=since,
    )


def _not_back(record: CustodyRecord) -> ExitState:
    """Out on temporary release past the time of return, and no return is entered."""
    due = back_by(record)
    words = f"Not back from temporary release: due by {moment(due)}." if due else "Not back."
    return ExitState(
        group=Group.NOT_BACK,
        tags=("Not back",),
        sentences=(f"{words} Enter the return, or the failure to return.",),
        short=words,
        stops="No return is entered",
        whose=Role.DUTY_GOVERNOR.value,
        since=due,
    )


def _let_out(record: CustodyRecord, directory: Directory) -> str:
    last = record.exits[-1].left
    left = last.fact
    act = "Entered afterwards, from paper, by" if is_on_paper(last.entry) else "Let out by"
    return (
        f"Out at {moment(left.exited_at)}, {left.exit_type.value}."
        f" {act} {directory.staff(last.by)}."
    )


def _out(record: CustodyRecord, directory: Directory) -> ExitState:
    if gone := gone_words(record):
        return ExitState(group=Group.OUT, tags=(), sentences=(f"{gone}.",))
    if not record.exits:
        return ExitState(group=Group.OUT, tags=(), sentences=("Not received yet.",))
    return ExitState(group=Group.OUT, tags=(), sentences=(_let_out(record, directory),))


def _lateness(
    office: Office, record: CustodyRecord, at: datetime
) -> tuple[Group, str, str, datetime] | None:
    """No authority to hold, or past the lawful day with nothing else that holds; since when.

    By the very rule that alarms, so that no page is calmer than the alarm about the same person.
    """
    try:
        alarms = overdue(record, at, office.bank_holidays)
    except ValueError:  # a governing date on which nobody is released; `due_of` has none either
        return None
    for due in alarms:
        if due.cause is AlarmCause.NO_AUTHORITY_TO_HOLD:
            words = _without_authority(record, due.since, at)
            return Group.NO_AUTHORITY, "No authority", words, due.since
        if due.cause is AlarmCause.OVERDUE_RELEASE:
            return Group.OVERDUE, "Overdue", _past_the_day(record, due.since, at), due.since
    return None


def _without_authority(record: CustodyRecord, since: datetime, at: datetime) -> str:
    gone = duration(at - since) if at > since else "0 seconds"
    if record.no_authority_since is None:
        return (
            f"No authority to hold was ever entered. Received on {moment(since)} ({gone} ago). "
            "Enter the warrant, or run the release."
        )
    return f"No authority to hold since {moment(since)} ({gone})."


def _past_the_day(record: CustodyRecord, since: datetime, at: datetime) -> str:
    """Words for somebody past their day; `since` is the first instant of the day after it."""
    on = day_in_london(since) - timedelta(days=1)
    days = (day_in_london(at) - on).days
    late = "1 day" if days == 1 else f"{days} days"
    words = f"Overdue: the release day was {day(on)} ({late} ago)."
    if record.refused is None:
        return words
    why = record.refused.fact.words.rstrip(".")
    return f"{words} Since then Gatelodge cannot work the dates out ({why}): do it by hand now."


def _by_release(
    office: Office, record: CustodyRecord, at: datetime, directory: Directory
) -> ExitState | None:
    """The state of the newest authorised release, if it is what counts now."""
    release = record.release
    if release is None or release.exit is not None or record.plan is None:
        return None
    if release.cancelled is not None:
        return _cancelled(office, record, at, directory)
    if standing_release(record) is None:
        return _overtaken(office, record, at, directory)
    authorised = release.authorised
    by = f"Authorised by {directory.staff(authorised.by)} at {time_of_day(authorised.recorded_at)}."
    found = assessed(office, record, at)
    stops = stopping(found, step_of(record)) if found else ()
    if release.issued is None:
        return _half(office, record, release, by, stops)
    first = "Pass live until 23:59."
    if stops:
        return ExitState(
            group=Group.BLOCKED,
            tags=("Blocked", "Pass live"),
            sentences=(first, f"But not met now: {_question(office, stops[0])}"),
            stops=_question(office, stops[0]),
            whose=_whose(stops[0]),
            since=_since(record, stops[0]),
        )
    final = release.final_check
    done = (
        f"Final check run at {time_of_day(final.recorded_at)}."
        if final
        else "Final check still to come."
    )
    return ExitState(
        group=Group.PASS_LIVE,
        tags=("Pass live",),
        sentences=(first, done),
        whose=Role.RECEPTION_OFFICER.value,
        since=release.issued.recorded_at,
    )


def _half(
    office: Office, record: CustodyRecord, release: Release, by: str, blocked: Sequence[Finding]
) -> ExitState:
    since = release.authorised.recorded_at
    if blocked:
        question = _question(office, blocked[0])
        return ExitState(
            group=Group.BLOCKED,
            tags=("Blocked", "Authorised, not confirmed yet"),
            sentences=(by, f"Now blocked by: {question}"),
            stops=question,
            whose=_whose(blocked[0]),
            since=_since(record, blocked[0]),
        )
    return ExitState(
        group=Group.AUTHORISED,
        tags=("Authorised, not confirmed yet",),
        sentences=(by, f"Waiting for duty governor since {time_of_day(since)}."),
        whose=Role.DUTY_GOVERNOR.value,
        since=since,
    )


def _overtaken(
    office: Office, record: CustodyRecord, at: datetime, directory: Directory
) -> ExitState:
    """Authorised, but something new came in before the duty governor confirmed."""
    release = _release_of(record)
    since = release.redecided.recorded_at if release.redecided else None
    authoriser = directory.staff(release.authorised.by)
    return _again(
        office,
        record,
        at,
        ExitState(
            group=Group.BLOCKED,
            tags=("Blocked",),
            sentences=(
                "Something new came in after the authorisation. It no longer stands.",
                f"Waiting for {authoriser} to authorise again.",
            ),
            stops="Something new came in after the authorisation",
            whose=authoriser,
            since=since,
        ),
    )


def _cancelled(
    office: Office, record: CustodyRecord, at: datetime, directory: Directory
) -> ExitState:
    release = _release_of(record)
    cancelled = release.cancelled
    if cancelled is None:
        raise ValueError("the release is not cancelled")
    when = time_of_day(cancelled.recorded_at)
    authoriser = directory.staff(release.authorised.by)
    return _again(
        office,
        record,
        at,
        ExitState(
            group=Group.BLOCKED,
            tags=("Cancelled",),
            sentences=(
                f"Pass cancelled {when}: {cancelled.fact.words}. Do not let out.",
                f"Waiting for {authoriser} to renew since {when}.",
            ),
            short="Pass cancelled. Do not let out.",
            stops=f"Pass cancelled {when}: {cancelled.fact.words}",
            whose=authoriser,
            since=cancelled.recorded_at,
        ),
    )


def _release_of(record: CustodyRecord) -> Release:
    if record.release is None:
        raise ValueError("nothing is authorised")
    return record.release


def _again(office: Office, record: CustodyRecord, at: datetime, state: ExitState) -> ExitState:
    """The same, unless a check is not met: then the move is that check's owner's, not the signer's.

    Nobody can renew before it is met.
    """
    found = assessed(office, record, at, step=Step.AUTHORISE)
    stops = stopping(found, Step.AUTHORISE) if found else ()
    if not stops:
        return state
    question, since = _question(office, stops[0]), _since(record, stops[0])
    who = _waits_for(record, stops[0])
    waits = f"Not met now: {question} Waiting for {who} since {moment(since)}."
    return msgspec.structs.replace(
        state,
        sentences=(state.sentences[0], f"{waits} Only then can {state.whose} sign again."),
        stops=question,
        whose=who,
        since=since,
    )


def _by_plan(office: Office, record: CustodyRecord, at: datetime) -> ExitState:
    """The state of a planned exit that nobody has authorised, or of somebody without a plan."""
    found = assessed(office, record, at, step=Step.AUTHORISE)
    if found is None or record.plan is None:
        return _no_plan(office, record, at)
    today = day_in_london(at)
    stops = stopping(found, Step.AUTHORISE)
    if not stops:
        to_come = still_to_come(found)
        number = f"{len(to_come)} checks are" if len(to_come) != 1 else "1 check is"
        later = f" {number} still to be done on the day." if to_come else ""
        later += _let_through_words(found)
        return ExitState(
            group=Group.READY,
            tags=("Ready",),
            sentences=(f"Ready to authorise.{later}",),
            whose=Role.HEAD_OF_OMU.value,
            since=_ready_since(record, record.plan.recorded_at, found),
        )
    if record.plan.fact.on > today and {f.check for f in stops} <= {"G02", "G09"}:
        return ExitState(
            group=Group.NOT_DUE,
            tags=(),
            sentences=(f"Not due. Planned for {day(record.plan.fact.on)}.",),
        )
    first = stops[0]
    question = _question(office, first)
    since = _since(record, first)
    who = _waits_for(record, first)
    number = "1 check" if len(stops) == 1 else f"{len(stops)} checks"
    count = "Blocked by:" if len(stops) == 1 else f"Blocked by {number}. First:"
    return ExitState(
        short=f"Blocked by {number}.",
        group=Group.BLOCKED,
        tags=(_tag(first),),
        sentences=(f"{count} {question}", f"Waiting for {who} since {moment(since)}."),
        stops=question,
        whose=who,
        since=since,
    )


def let_through(found: Assessed) -> tuple[Finding, ...]:
    """Findings that are not met, and that governors let through."""
    return tuple(f for f in found.findings if f.let_through)


def _let_through_words(found: Assessed) -> str:
    number = len(let_through(found))
    if not number:
        return ""
    if number == 1:
        return " 1 check is not met, and governors let it through."
    return f" {number} checks are not met, and governors let them through."


def _no_plan(office: Office, record: CustodyRecord, at: datetime) -> ExitState:
    waiting = waiting_decision(record, office.bank_holidays)
    if waiting is not None:
        return _undecided(waiting)
    due = due_of(office, record)
    today = day_in_london(at)
    if due is not None and due.on > today:
        return ExitState(
            group=Group.NOT_DUE,
            tags=(),
            sentences=(f"Not due. First lawful day: {day(due.on)}.",),
        )
    since = record.calculation.recorded_at if record.calculation else None
    return ExitState(
        group=Group.BLOCKED if due else Group.NOT_DUE,
        tags=("Blocked",) if due else (),
        sentences=("No exit is planned.",),
        stops="No exit is planned" if due else "",
        whose=Role.CASE_ADMINISTRATOR.value if due else "",
        since=since if due else None,
    )


def _undecided(waiting: Waiting) -> ExitState:
    doubts = "; ".join(map(doubt_title, waiting.hazards))
    by = f"before {day(waiting.before)}" if waiting.before else "now"
    return ExitState(
        group=Group.BLOCKED,
        tags=("Blocked",),
        sentences=(f"The law is in doubt ({doubts}). To be decided {by}.",),
        stops=f"The law is in doubt, and nobody has decided ({doubts})",
        whose=Role.HEAD_OF_OMU.value,
        since=waiting.calculation.recorded_at,
    )


def _tag(finding: Finding) -> str:
    if finding.reason == Reason.TOO_OLD.code:
        return "Too old"
    return "Not known" if finding.answer is Answer.UNKNOWN else "Blocked"


def _question(office: Office, finding: Finding) -> str:
    """The check's question; of a doubt about the law, what it is about."""
    if finding.reason in IN_DOUBT:
        return finding.words.split(" The readings: ")[0]
    return next((c.question for c in office.checks if c.name == finding.check), finding.check)


def _whose(finding: Finding) -> str:
    return whose_words(finding) or Role.HEAD_OF_OMU.value


def _waits_for(record: CustodyRecord, finding: Finding) -> str:
    """Whose move it is; a second governor's, once a first has asked for an override."""
    return SECOND_GOVERNOR if waiting_override(record, finding) else _whose(finding)


def _ready_since(record: CustodyRecord, planned_at: datetime, found: Assessed) -> datetime:
    """Since when an exit could be authorised: since the newest entry that a check rests on."""
    rests_on = {seq for finding in found.findings for seq in finding.evidence}
    return max([planned_at, *_recorded(record, rests_on)])


def _recorded(record: CustodyRecord, seqs: Collection[int]) -> list[datetime]:
    """When entries of this record, by number, were recorded."""
    return [each.envelope.recorded_at for each in record.entries if each.seq in seqs]


def _since(record: CustodyRecord, finding: Finding) -> datetime:
    """Since when a check that is not met waits for its owner.

    Since its evidence went stale, else since the newest entry that it rests on; without any, since
    the plan.
    """
    if finding.reason == Reason.TOO_OLD.code and finding.stale_at is not None:
        return finding.stale_at
    recorded = _recorded(record, set(finding.evidence))
    if recorded:
        return max(recorded)
    return record.plan.recorded_at if record.plan else record.entries[-1].envelope.recorded_at


ANSWER_WORDS: Final[Mapping[Answer, str]] = MappingProxyType(
    {
        Answer.PASSED: "Met",
        Answer.FAILED: "Not met",
        Answer.UNKNOWN: "Not known",
        Answer.NOT_APPLICABLE: "Not needed",
    }
)


def answer_words(finding: Finding) -> str:
    """A check's answer in the words of the screens."""
    if finding.reason == Reason.NOT_DONE_YET.code:
        return "Not done yet"
    return ANSWER_WORDS[finding.answer]


def sentence_case(words: str) -> str:
    """Words with a capital first letter; nothing else of them changes."""
    return words[:1].upper() + words[1:]
