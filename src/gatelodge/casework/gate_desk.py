"""At the gate: print the pass, run the final check, scan, let the person leave; or cancel.

The answer at the desk is decided on the ledger each time, never on what the paper says. All that is
not a valid pass of this moment begins with STOP.
"""

from datetime import datetime, timedelta

from gatelodge.casework.exits import (
    all_met,
    must_have,
    own_word,
)
from gatelodge.casework.gate_answer import (
    FOREIGN,
    WRONG_CODE,
    GateAnswer,
    issued_release,
    live_release,
    token_of_scan,
    worth,
)
from gatelodge.casework.near_misses import count_stops
from gatelodge.casework.office import CUSTODY, Actor, ActRefused, Office, change, load
from gatelodge.gate import (
    NotAPass,
    PassBook,
    Step,
    read_token,
    write_revocations,
)
from gatelodge.record import (
    CustodyRecord,
    Draft,
    Entry,
    day_in_london,
)
from gatelodge.record.facts import (
    ExitRecorded,
    FinalCheckRun,
    PassCancelled,
    PassPrinted,
    PassScanned,
    Role,
)

DESK = (
    Role.GATE_OFFICER,
    Role.RECEPTION_OFFICER,
    Role.CUSTODIAL_MANAGER,
    Role.DUTY_GOVERNOR,
    Role.HEAD_OF_OMU,
)
"""Who may run the final check, scan, and let a person with a GO leave (our decision)."""
PRINT = (Role.CASE_ADMINISTRATOR, Role.SECOND_CHECKER, *DESK)
CANCEL = PRINT
"""Everybody at work on a release may stop it (our decision)."""
ANSWER_GOOD_FOR = timedelta(seconds=60)
"""A GO older than this lets nobody out: scan again (our decision)."""
_PAGE = 2_000


def print_pass(
    office: Office, actor: Actor, record_id: str, pass_id: str, *, command: str | None = None
) -> tuple[Entry, ...]:
    """Enter that the live pass was printed. Raises `ActRefused` for a pass that is dead."""

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        must_have(actor, PRINT, record, "print a pass")
        live_release(record, pass_id)
        return (own_word(actor, PassPrinted(pass_id=pass_id), "pass printed"),)

    return change(office, record_id, decide, command=command)


def run_final_check(
    office: Office, actor: Actor, record_id: str, *, command: str | None = None
) -> tuple[Entry, ...]:
    """Run all checks once more, within the last 10 minutes before the exit; good for 10 minutes.

    Raises `ExitStopped` with the findings when anything stops it; then nothing is entered.
    """

    def decide(record: CustodyRecord, at: datetime) -> tuple[Draft, ...]:
        must_have(actor, DESK, record, "run the final check")
        release = record.release
        if release is None or release.issued is None:
            raise ActRefused("There is no pass yet.", code="NO_PASS")
        live_release(record, release.issued.fact.pass_id)
        assessed = all_met(office, record, at, Step.FINAL, actor)
        return (
            own_word(
                actor, FinalCheckRun(authorisation=release.seq, assessed=assessed), "final check"
            ),
        )

    return change(office, record_id, decide, command=command)


def cancel_pass(
    office: Office, actor: Actor, record_id: str, *, why: str, command: str | None = None
) -> tuple[Entry, ...]:
    """Cancel the live pass by hand, with a reason."""
    if not why.strip():
        raise ActRefused("Say why the pass is cancelled.", code="EMPTY", field="why")

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        must_have(actor, CANCEL, record, "cancel a pass")
        release = record.release
        if release is None or release.issued is None:
            raise ActRefused("There is no pass to cancel.", code="NO_PASS")
        live_release(record, release.issued.fact.pass_id)
        return (cancellation(actor, release.issued.fact.pass_id, why),)

    return change(office, record_id, decide, command=command)


def scan_pass(
    office: Office, actor: Actor, scanned: str, *, prison: str, terminal: str
) -> GateAnswer:
    """Answer a pass that was scanned, or whose 20 signs were typed, at a prison's gate.

    The scan and its answer are entered on the record. What is no pass of this ledger is answered
    and enters nothing: there is no record that it belongs to.
    """
    if not actor.has_any(DESK, prison):
        raise ActRefused(
            f"Only a {' or a '.join(DESK)} of this prison may check passes.", code="NO_ROLE"
        )
    at = office.clock.now()
    token = token_of_scan(office, scanned)
    if token is None:
        return WRONG_CODE.answer(at)
    try:
        payload, _content, _signature = read_token(token)
    except NotAPass:
        return FOREIGN.answer(at)
    if not office.ledger.stream(CUSTODY + payload.record_id):
        return FOREIGN.answer(at)
    answers: list[GateAnswer] = []

    def decide(record: CustodyRecord, now: datetime) -> tuple[Draft, ...]:
        release = issued_release(record, token)
        if release is None:
            answers[:] = [FOREIGN.answer(now)]
            return ()
        answer = worth(office, record, release, prison=prison, at=now)
        answers[:] = [answer]
        scan = PassScanned(
            pass_id=payload.pass_id,
            answer="GO" if answer.is_go else "STOP",
            cause=answer.cause,
            terminal=terminal,
        )
        return (own_word(actor, scan, "pass scanned"),)

    change(office, payload.record_id, decide)
    if answers[0].stopped_by:
        causes = ((each.check, each.reason) for each in answers[0].stopped_by)
        count_stops(office, load(office, payload.record_id), Step.GATE, causes, at=at)
    return answers[0]


def record_exit(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    pass_id: str,
    terminal: str,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Enter that the person left on a pass that was answered GO less than 60 seconds ago.

    Everything is decided again at this moment; raises `ActRefused` for any other answer than GO.
    """

    def decide(record: CustodyRecord, at: datetime) -> tuple[Draft, ...]:
        must_have(actor, DESK, record, "record an exit")
        release = live_release(record, pass_id)
        last = release.scans[-1] if release.scans else None
        if last is None or last.fact.answer != "GO":
            raise ActRefused("Scan the pass first.", code="NOT_SCANNED")
        if at - last.recorded_at > ANSWER_GOOD_FOR:
            raise ActRefused("The answer is too old. Scan again.", code="SCAN_AGAIN")
        answer = worth(office, record, release, prison=record.prison, at=at)
        if not answer.is_go or answer.payload is None:
            raise ActRefused(f"{answer.headline}. {answer.words}", code=answer.cause)
        left = ExitRecorded(
            exit_type=answer.payload.exit_type, exited_at=at, pass_id=pass_id, place=terminal
        )
        return (own_word(actor, left, "exit"),)

    return change(office, record_id, decide, command=command)


def revocation_list(office: Office, known: PassBook) -> tuple[PassBook, bytes]:
    """Follow the ledger from where a pass book stands, and sign the revocation list of now.

    Gives the book to carry on with and the list's text. The first call reads the whole ledger.
    """
    at = office.clock.now()
    while entries := office.ledger.after(known.seq, limit=_PAGE):
        known = known.after(entries)
    text = write_revocations(
        known,
        at=at,
        today=day_in_london(at),
        key_id=office.signer.key_id,
        sign=office.signer.sign,
    )
    return known, text


def cancellation(actor: Actor, pass_id: str, why: str) -> Draft:
    """Draft the death of a pass by a person's hand."""
    return own_word(
        actor, PassCancelled(pass_id=pass_id, because_of_version=None, words=why), "pass cancelled"
    )
