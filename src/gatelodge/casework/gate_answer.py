"""What a pass is worth at the gate at one moment: decided on the ledger, never on the paper."""

from datetime import datetime

import msgspec

from gatelodge.casework.exits import PASSES, assess_exit, no_exit_while_frozen
from gatelodge.casework.office import ActRefused, Office
from gatelodge.casework.pass_face import leads_to, prison_of
from gatelodge.casework.watching import rules
from gatelodge.gate import (
    FINAL_CHECK,
    FINAL_CHECK_DEFAULT,
    PassPayload,
    Step,
    blocking,
    read_short_code,
    read_token,
)
from gatelodge.record import CustodyRecord, Release, day_in_london, spoken_day, spoken_moment
from gatelodge.record.facts import Finding, PassIssued

NOT_OURS = "Not our pass. Keep the paper. Ring the duty governor."
RING = "Ring the OMU."


class GateAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What the desk answers to a scanned or typed pass. Only `is_go` lets anybody out."""

    is_go: bool
    headline: str
    """"GO: pass valid", "GO: only with the escort" or "STOP: do not open"."""
    cause: str
    """Stable code of the cause: VALID, CANCELLED, USED, WRONG_DAY ..."""
    words: str
    """The cause in plain English, and what to do."""
    at: datetime
    record_id: str | None = None
    payload: PassPayload | None = None
    """What the pass says; only of a pass that this ledger issued."""
    escort: str = ""
    stopped_by: tuple[Finding, ...] = ()


class Stop(msgspec.Struct, frozen=True, kw_only=True):
    """A reason not to open: stable code, plain English with what to do, checks that stop it."""

    cause: str
    words: str
    stopped_by: tuple[Finding, ...] = ()

    def answer(
        self, at: datetime, record_id: str | None = None, payload: PassPayload | None = None
    ) -> GateAnswer:
        """Say it at the desk."""
        return GateAnswer(
            is_go=False,
            headline="STOP: do not open",
            cause=self.cause,
            words=self.words,
            at=at,
            record_id=record_id,
            payload=payload,
            stopped_by=self.stopped_by,
        )


FOREIGN = Stop(cause="NOT_OURS", words=NOT_OURS)
WRONG_CODE = Stop(
    cause="WRONG_CODE",
    words=(
        "No pass has this code. Compare each of the 20 signs with the paper and type them again, or"
        " scan the pass. If the paper really says so, it is not our pass: keep it and ring the duty"
        " governor."
    ),
)


def token_of_scan(office: Office, scanned: str) -> str | None:
    """The token of what was scanned, or of the pass whose code was typed; none = a wrong code."""
    code = read_short_code(scanned)
    if code is None:
        is_typed = len(scanned.strip()) <= _TYPED_AT_MOST
        return None if is_typed else "".join(scanned.split()).upper()
    filed = [e.fact for e in office.ledger.stream(PASSES + code)]
    return next((each.token for each in filed if isinstance(each, PassIssued)), None)


def final_check_holds_until(office: Office, made_at: datetime) -> datetime:
    """The last instant at which a final check of `made_at` lets anybody out."""
    limits = [limit for name, limit in rules(office).limits_at(made_at) if name == FINAL_CHECK]
    return made_at + min([FINAL_CHECK_DEFAULT, *limits])


_TYPED_AT_MOST = 60
"""A code with spaces, mistyped, is never longer; a scanned token always is."""


def issued_release(record: CustodyRecord, token: str) -> Release | None:
    """The release whose pass this is, sign for sign as the ledger holds it."""
    return next(
        (each for each in record.releases if each.issued and each.issued.fact.token == token), None
    )


def token_of(release: Release) -> str:
    """The pass of a release as it was issued; empty before that."""
    return release.issued.fact.token if release.issued else ""


def live_release(record: CustodyRecord, pass_id: str) -> Release:
    """The release of a live pass. Raises `ActRefused` for one that is dead or not this record's."""
    for release in record.releases:
        if release.issued is None or release.issued.fact.pass_id != pass_id:
            continue
        dead = _dead(release)
        if dead is not None:
            raise ActRefused(f"{dead[1]} {RING}", code=dead[0])
        return release
    raise ActRefused("There is no such pass on this record.", code="NO_PASS")


def _dead(release: Release) -> tuple[str, str] | None:
    """Code and words of what killed a pass; none = it is alive."""
    if release.exit is not None:
        return "USED", f"Used at {spoken_moment(release.exit.fact.exited_at)}."
    if release.cancelled is not None:
        when = spoken_moment(release.cancelled.recorded_at)
        return "CANCELLED", f"Cancelled {when}: {release.cancelled.fact.words}."
    return None


def worth(
    office: Office, record: CustodyRecord, release: Release, *, prison: str, at: datetime
) -> GateAnswer:
    """Decide what a pass of this record is worth now at a prison's gate.

    First what killed it, its day and its record, then every check; only then GO.
    """
    payload, _content, _signature = read_token(token_of(release))
    stop = (
        _stop_of_pass(record, release, payload, at)
        or _stop_of_person(office, record, prison)
        or _stop_of_checks(office, record, at)
    )
    if stop is not None:
        return stop.answer(at, record.record_id, payload)
    escort = record.plan.fact.escort if record.plan else ""
    is_escorted = payload.exit_type.is_escorted
    place = leads_to(office, record.plan.fact) if record.plan and is_escorted else ""
    where_to = f" ({place})" if place else ""
    until = f"{payload.exit_type}{where_to}, {spoken_day(payload.on)}, until 23:59"
    return GateAnswer(
        is_go=True,
        headline="GO: only with the escort" if is_escorted else "GO: pass valid",
        cause="VALID",
        words=until[:1].upper() + until[1:],
        escort=escort,
        at=at,
        record_id=record.record_id,
        payload=payload,
    )


def _stop_of_pass(
    record: CustodyRecord, release: Release, payload: PassPayload, at: datetime
) -> Stop | None:
    dead = _dead(release)
    if dead is not None:
        return Stop(cause=dead[0], words=f"{dead[1]} {RING}")
    if not _is_bound(record, release, payload):
        return FOREIGN
    if payload.on != day_in_london(at):
        return Stop(cause="WRONG_DAY", words=f"For {spoken_day(payload.on)}. {RING}")
    return None


def _stop_of_person(office: Office, record: CustodyRecord, prison: str) -> Stop | None:
    if prison != record.prison:
        known = prison_of(office, record.prison)
        words = f"A pass of another prison, {known.name if known else record.prison}. {RING}"
        return Stop(cause="OTHER_PRISON", words=words)
    if record.out is not None:
        return Stop(cause="ALREADY_OUT", words=f"The person is out already. {RING}")
    try:
        no_exit_while_frozen(office, record)
    except ActRefused as frozen:
        return Stop(cause=frozen.code, words=frozen.words)
    return None


def _stop_of_checks(office: Office, record: CustodyRecord, at: datetime) -> Stop | None:
    assessed = assess_exit(office, record, Step.GATE, at=at)
    if assessed is None:
        return Stop(cause="NO_PLAN", words=f"No exit is planned any more. {RING}")
    findings = blocking(assessed, Step.GATE)
    if not findings:
        return None
    return Stop(cause=_cause(findings[0]), words=f"{findings[0].words} {RING}", stopped_by=findings)


def _is_bound(record: CustodyRecord, release: Release, payload: PassPayload) -> bool:
    """Whether the record's head after the issue is still the one that the pass is bound to."""
    issued = release.issued
    seen = payload.record_version - 3
    return (
        issued is not None
        and issued.entry.envelope.stream_version == payload.record_version
        and 0 <= seen < len(record.entries)
        and record.entries[seen].hash == payload.follows
    )


def _cause(finding: Finding) -> str:
    """The code of a stopping check; what the final check lacks has a code that the desk acts on."""
    return "FINAL_CHECK" if finding.check == "G36" else finding.check
