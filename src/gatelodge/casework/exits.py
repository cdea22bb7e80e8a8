"""The way to an exit: the plan, the authorisation, the duty governor's confirmation, and renewal.

Each is its own act by its own person on what that person saw. All checks run at each, and an act
that they stop enters nothing. The confirmation issues the signed pass in the same act.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from gatelodge.casework.authorities import PAPERS, sound_source
from gatelodge.casework.near_misses import count_stops
from gatelodge.casework.office import (
    REGISTER,
    STAFF,
    Actor,
    ActRefused,
    Office,
    RecordMovedOn,
    change,
    gate_act,
    load,
    same_person,
)
from gatelodge.casework.registers import must_be_a_prison
from gatelodge.casework.watching import others_around, rules
from gatelodge.gate import (
    Circumstances,
    PassPayload,
    PlannedExit,
    Step,
    assess,
    blocking,
    make_token,
    short_code,
)
from gatelodge.record import (
    CustodyRecord,
    Draft,
    Entry,
    Release,
    Source,
    Write,
    day_in_london,
    fold,
    fold_staff,
    spoken_moment,
    statement,
)
from gatelodge.record.facts import (
    Assessed,
    ExitPlanEnded,
    ExitPlanned,
    ExitType,
    Fact,
    Finding,
    PassIssued,
    ReleaseAuthorised,
    ReleaseConfirmed,
    ReleaseNotAuthorised,
    Role,
)
from gatelodge.watch import evening_missing

AUTHORISE = (Role.HEAD_OF_OMU, Role.CUSTODIAL_MANAGER)
"""Who may authorise an exit (dossier, section 5; our decision)."""
CONFIRM = (Role.DUTY_GOVERNOR,)
"""Who may confirm it."""
CLOCKS_DIFFER_BY = timedelta(minutes=5)
"""How far the clocks of several servers may differ before an exit waits (our decision)."""
PASSES = REGISTER + "pass/"
"""Each pass is filed once more under its short code, for a gate that cannot scan."""


NOT_CONFIRMED_BEFORE = (
    "No duty governor has confirmed this exit since the evening before. A duty governor does so"
    " now, on the page for it, and says why it is late."
)


class ExitStopped(ActRefused):
    """An act of the gate that checks stop; `findings` are those that do, `assessed` has all."""

    def __init__(self, assessed: Assessed, findings: Sequence[Finding]) -> None:
        """Say what the first of them says, which it is, and how many checks stop it."""
        count = f"{len(findings)} of {len(assessed.findings)} checks"
        super().__init__(
            f"{findings[0].words} ({findings[0].check}. Stopped by {count}.)",
            code="CHECKS_NOT_MET",
        )
        self.assessed = assessed
        self.findings = tuple(findings)


def assess_exit(
    office: Office,
    record: CustodyRecord,
    step: Step,
    *,
    at: datetime,
    acting: str | None = None,
) -> Assessed | None:
    """Run all checks on the exit that is planned, for one act; none = no exit is planned.

    `acting` is the account whose act is decided, where its entry is not in the ledger yet.
    """
    if record.plan is None:
        return None
    plan = record.plan.fact
    planned = PlannedExit(exit_type=plan.exit_type, on=plan.on, is_immediate=plan.is_immediate)
    return assess_as_planned(office, record, planned, step, at=at, acting=acting)


def assess_as_planned(
    office: Office,
    record: CustodyRecord,
    planned: PlannedExit,
    step: Step,
    *,
    at: datetime,
    acting: str | None = None,
    only: Collection[str] | None = None,
) -> Assessed:
    """Run checks on an exit that need not be planned yet; `only` names some, none = all of them."""
    around = others_around(office, record)
    circumstances = Circumstances(
        planned=planned,
        at=at,
        clock=office.clock.source,
        bank_holidays=office.bank_holidays,
        law=office.law,
        policy=rules(office).limits_at(at),
        same_person=_same_person(office, record),
        alike=around.alike,
        co_defendants=around.co_defendants,
        step=step,
        acting=acting,
    )
    checks = tuple(each for each in office.checks if only is None or each.name in only)
    return assess(record, circumstances, checks)


def next_step(record: CustodyRecord) -> Step:
    """Give the act that the record's exit waits for: authorise, confirm, final check, or the gate.

    An authorisation that something new has overtaken waits to be made again.
    """
    release = standing_release(record)
    if release is None:
        return Step.AUTHORISE
    if release.issued is None:
        return Step.CONFIRM
    return Step.FINAL if release.final_check is None else Step.GATE


def standing_release(record: CustodyRecord) -> Release | None:
    """Give the open authorisation that nothing new has overtaken; none = there is none."""
    release = record.release
    if release is None or not release.is_open:
        return None
    if record.new_events_after(release.authorised.entry.seq, release=release.seq):
        return None
    return release


def plan_exit(
    office: Office,
    actor: Actor,
    record_id: str,
    plan: ExitPlanned,
    *,
    source: Source,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Plan an exit, or plan it anew. A new plan is news: it ends a live pass.

    Raises `ActRefused` for a day that has passed, for an immigration escort or removal without
    the escort's name, and for a transfer without a prison of the register.
    """

    def decide(record: CustodyRecord, at: datetime) -> tuple[Draft, ...]:
        must_have(actor, PAPERS, record, "plan an exit")
        sound_source(office, source)
        if not record.is_in_custody:
            raise ActRefused("The person is not in custody here.", code="NOT_IN_CUSTODY")
        if plan.on < day_in_london(at):
            raise ActRefused("That day has passed. Enter today or later.", field="on")
        _must_be_whole(office, plan, record)
        return (Draft(fact=plan, by=actor.account, reason="exit planned", source=source),)

    return change(office, record_id, decide, command=command)


_NAMED_AT_ONCE = (ExitType.IMMIGRATION_ESCORT, ExitType.REMOVAL)
"""Exits whose escort is known when they are planned; others name it before they are authorised."""


def _must_be_whole(office: Office, plan: ExitPlanned, record: CustodyRecord) -> None:
    """Refuse a plan that lacks what its exit needs, or has what only another exit has."""
    if plan.exit_type is ExitType.EMERGENCY_HOSPITAL:
        raise ActRefused("An emergency is not planned: order it.", field="exit_type")
    if plan.exit_type in _NAMED_AT_ONCE and not plan.escort.strip():
        raise ActRefused("Enter the escort's name.", code="EMPTY", field="escort")
    is_transfer = plan.exit_type is ExitType.TRANSFER
    if is_transfer and plan.to_prison in ("", record.prison):
        raise ActRefused("Choose the other prison.", code="EMPTY", field="to_prison")
    if plan.to_prison and not is_transfer:
        raise ActRefused("Only a transfer goes to a prison.", field="to_prison")
    if is_transfer:
        must_be_a_prison(office, plan.to_prison)


def end_plan(
    office: Office, actor: Actor, record_id: str, *, why: str, command: str | None = None
) -> tuple[Entry, ...]:
    """End the plan: nobody is to leave on it. It is news, and ends a live pass.

    Raises `ActRefused` without a reason, and where no exit is planned.
    """

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        must_have(actor, PAPERS, record, "end a plan")
        if not why.strip():
            raise ActRefused("Say why nobody is to leave on it.", code="EMPTY", field="why")
        if record.plan is None:
            raise ActRefused("No exit is planned.", code="NO_PLAN")
        return (own_word(actor, ExitPlanEnded(why=why.strip()), "plan ended"),)

    return change(office, record_id, decide, command=command)


def authorise_exit(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    exit_type: ExitType,
    seen_version: int,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Authorise the planned exit. `exit_type` is the exit that the actor says is allowed.

    All checks must be met but those of acts still to come. Raises `ExitStopped` with the findings,
    `RecordMovedOn` with what is new since `seen_version`, `ActRefused` for everything else.
    """

    def decide(record: CustodyRecord, at: datetime) -> tuple[Draft, ...]:
        return (_authorised(office, actor, record, at, exit_type=exit_type, renews=None),)

    return gate_act(office, record_id, decide, seen_version=seen_version, command=command)


def renew_authorisation(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    seen_version: int,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Authorise again after something new: one act by the person who authorised before.

    All checks run anew. Somebody else authorises afresh. Raises as `authorise_exit`.
    """

    def decide(record: CustodyRecord, at: datetime) -> tuple[Draft, ...]:
        before = record.release
        if before is None or before.exit is not None:
            raise ActRefused("There is no authorisation to renew.", code="NOTHING_TO_RENEW")
        if before.authorised.by != actor.account:
            raise ActRefused(
                "Somebody else authorised this exit. Authorise it afresh.", code="NOT_THE_SAME"
            )
        exit_type = before.authorised.fact.assessed.exit_type
        return (_authorised(office, actor, record, at, exit_type=exit_type, renews=before.seq),)

    return gate_act(office, record_id, decide, seen_version=seen_version, command=command)


def do_not_authorise(
    office: Office, actor: Actor, record_id: str, *, why: str, command: str | None = None
) -> tuple[Entry, ...]:
    """Enter that the actor looked and does not let the person leave. It ends a live pass."""
    if not why.strip():
        raise ActRefused("Say why not.", code="EMPTY", field="why")

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        must_have(actor, (*AUTHORISE, *CONFIRM), record, "decide on an exit")
        return (own_word(actor, ReleaseNotAuthorised(why=why), "not authorised"),)

    return change(office, record_id, decide, command=command)


def confirm_exit(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    seen_version: int,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Confirm an authorised exit as duty governor, and issue its signed pass in the same act.

    All checks run again. Raises as `authorise_exit`; the second of two governors at the same
    moment is shown the first one's act.
    """
    issued: list[PassIssued] = []

    def decide(record: CustodyRecord, at: datetime) -> tuple[Draft, ...]:
        must_have(actor, CONFIRM, record, "confirm an exit")
        release = _to_confirm(record, seen_version)
        assessed = all_met(office, record, at, Step.CONFIRM, actor)
        planned = (assessed.exit_type, assessed.on)
        authorised = release.authorised.fact.assessed
        if planned != (authorised.exit_type, authorised.on):
            raise ActRefused("Another exit is planned now. Authorise it.", code="NOT_AUTHORISED")
        issue = _pass(office, record, release, assessed, at)
        issued[:] = [issue]
        return (
            own_word(
                actor, ReleaseConfirmed(authorisation=release.seq, assessed=assessed), "confirmed"
            ),
            own_word(actor, issue, "pass issued"),
        )

    def filed(_record: CustodyRecord) -> tuple[Write, ...]:
        code = short_code(issued[0].token)
        return (Write(stream=PASSES + code, drafts=(own_word(actor, issued[0], "filed by code"),)),)

    return gate_act(
        office, record_id, decide, seen_version=seen_version, command=command, also=filed
    )


def renew_confirmation(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    seen_version: int,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Confirm a renewed authorisation: one act by the duty governor who confirmed before.

    It gives a new pass. Another duty governor confirms afresh. Raises as `confirm_exit`.
    """
    if governor_before(load(office, record_id)) != actor.account:
        raise ActRefused(
            "Somebody else confirmed this exit. Confirm it afresh.", code="NOT_THE_SAME"
        )
    return confirm_exit(office, actor, record_id, seen_version=seen_version, command=command)


def governor_before(record: CustodyRecord) -> str | None:
    """Account of the duty governor who confirmed what the newest authorisation renews."""
    before = confirmed_before(record)
    return before.confirmed.by if before and before.confirmed else None


def confirmed_before(record: CustodyRecord) -> Release | None:
    """The newest confirmed release that the newest authorisation renews, by however many steps."""
    by_seq = {each.seq: each for each in record.releases}
    release = record.release
    while release is not None and release.authorised.fact.renews is not None:
        release = by_seq.get(release.authorised.fact.renews)
        if release is not None and release.confirmed is not None:
            return release
    return None


def must_have(actor: Actor, roles: Sequence[Role], record: CustodyRecord, act: str) -> None:
    """Refuse an act to somebody who has none of the roles at the record's prison."""
    if not actor.has_any(roles, record.prison):
        raise ActRefused(f"Only a {' or a '.join(roles)} of this prison may {act}.", code="NO_ROLE")


def own_word(actor: Actor, fact: Fact, reason: str) -> Draft:
    """Draft an act whose source is the actor's own statement."""
    return Draft(
        fact=fact,
        by=actor.account,
        reason=reason,
        source=statement(actor.name),
    )


def _same_person(office: Office, record: CustodyRecord) -> tuple[CustodyRecord, ...]:
    return tuple(fold(other, entries) for other, entries in same_person(office, record).items())


def no_exit_while_frozen(office: Office, record: CustodyRecord) -> None:
    """Refuse every act of an exit while the record is frozen, and for somebody who is out.

    A freeze on a record that is held to be the same person freezes this one: it is of the person.
    So does having left on one: whoever leaves on the other afterwards is somebody else. And nobody
    leaves by a clock that is wrong.
    """
    _clock_must_be_right(office, record)
    others = _same_person(office, record)
    frozen = (each.frozen for each in (record, *others) if each.frozen)
    if (asked := next(frozen, None)) is not None:
        frozen_at = spoken_moment(asked.recorded_at)
        raise ActRefused(
            f"Frozen since {frozen_at} by a word at the gate. Facts can be added; no exit can be"
            " authorised until a duty governor ends the freeze.",
            code="FROZEN",
        )
    if not record.is_in_custody:
        raise ActRefused("The person is not in custody here.", code="NOT_IN_CUSTODY")
    if any(_left_since(record.entries[0], other) for other in others):
        raise ActRefused(
            "The person left on another record that is held to be theirs, and is not back.",
            code="ALREADY_OUT",
        )


def _clock_must_be_right(office: Office, record: CustodyRecord) -> None:
    """Refuse while the clock is behind what it recorded on this record: it was wrong, or is.

    A clock that was ahead for a moment would otherwise let a day of release come too soon: what is
    recorded is past, so that day would stand for now.
    """
    if record.newest is None:
        return
    ahead = record.newest.envelope.recorded_at
    now = office.clock.now()
    if ahead - now > CLOCKS_DIFFER_BY:
        raise ActRefused(
            f"The clock is wrong: it says {spoken_moment(now)}, and the newest entry on this record"
            f" is of {spoken_moment(ahead)}. Nobody leaves by Gatelodge until whoever runs it has"
            " put the clock right. Use the pack of paper.",
            code="CLOCK_WRONG",
        )


def _left_since(received: Entry, other: CustodyRecord) -> bool:
    """Whether somebody left on another record since they were received on this one."""
    left = other.exits[-1].left.fact if other.exits else None
    return (
        left is not None
        and not other.is_in_custody
        and left.exited_at > received.envelope.true_from
    )


def staff_name(office: Office, account: str) -> str:
    """Name of an account as shown on pages and passes; the account itself when nobody has it."""
    return fold_staff(account, office.ledger.stream(STAFF + account)).name or account


def _authorised(
    office: Office,
    actor: Actor,
    record: CustodyRecord,
    at: datetime,
    *,
    exit_type: ExitType,
    renews: int | None,
) -> Draft:
    must_have(actor, AUTHORISE, record, "authorise an exit")
    standing = standing_release(record)
    if standing is not None:
        who = staff_name(office, standing.authorised.by)
        when = spoken_moment(standing.authorised.recorded_at)
        raise ActRefused(f"{who} authorised at {when}. Nothing more to do.", code="ALREADY")
    if record.plan is not None and record.plan.fact.exit_type is not exit_type:
        raise ActRefused(
            f"You chose {exit_type}; {record.plan.fact.exit_type} is planned. Stop and find out.",
            code="ANOTHER_EXIT",
            field="exit_type",
        )
    assessed = all_met(office, record, at, Step.AUTHORISE, actor)
    return own_word(actor, ReleaseAuthorised(assessed=assessed, renews=renews), "authorised")


def all_met(
    office: Office, record: CustodyRecord, at: datetime, step: Step, actor: Actor
) -> Assessed:
    """Run all checks for an act and give the assessment; raises `ExitStopped` when one stops it.

    From the evening before on, an exit that was planned by then wants the governor's word too.
    """
    no_exit_while_frozen(office, record)
    if evening_missing(record, at):
        raise ActRefused(NOT_CONFIRMED_BEFORE, code="EVENING_NOT_CONFIRMED")
    assessed = assess_exit(office, record, step, at=at, acting=actor.account)
    if assessed is None:
        raise ActRefused("No exit is planned. Plan one first.", code="NO_PLAN")
    stopping = blocking(assessed, step)
    if stopping:
        count_stops(office, record, step, ((f.check, f.reason) for f in stopping), at=at)
        raise ExitStopped(assessed, stopping)
    return assessed


def _to_confirm(record: CustodyRecord, seen_version: int) -> Release:
    """The authorisation that waits for a duty governor."""
    release = record.release
    if release is None or not release.is_open:
        raise ActRefused("Nobody has authorised this exit.", code="NOT_AUTHORISED")
    if release.confirmed is None:
        return release
    acts = (release.confirmed, release.issued)
    unseen = [
        each.entry
        for each in acts
        if each is not None and each.entry.envelope.stream_version > seen_version
    ]
    if unseen:
        raise RecordMovedOn(unseen)
    raise ActRefused("A duty governor has confirmed it. Nothing more to do.", code="ALREADY")


def _pass(
    office: Office, record: CustodyRecord, release: Release, assessed: Assessed, at: datetime
) -> PassIssued:
    """Make the pass of a confirmed release: the second entry of the act that confirms."""
    who, newest = record.identity, record.newest
    if who is None or newest is None:
        raise ActRefused("Nobody has entered who this is.", code="NO_IDENTITY")
    pass_id = next(office.new_ids)
    payload = PassPayload(
        pass_id=pass_id,
        record_id=record.record_id,
        prison_number=record.prison_number,
        surname=who.fact.surname,
        forenames=who.fact.forenames,
        exit_type=assessed.exit_type,
        on=assessed.on,
        prison=record.prison,
        record_version=record.version + 2,
        follows=newest.hash,
        key_id=office.signer.key_id,
        issued_at=at,
        is_practice=office.clock.is_practice,
    )
    return PassIssued(
        authorisation=release.seq,
        pass_id=pass_id,
        token=make_token(payload, office.signer.sign),
        exit_type=assessed.exit_type,
        on=assessed.on,
        key_id=office.signer.key_id,
    )
