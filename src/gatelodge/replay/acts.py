"""What staff and the court do in a play, each act by the person whose act it is.

Every act goes through casework, or to the court's simulator over HTTP, and gives in words what
Gatelodge did. Refusals are left to the player.
"""

from functools import singledispatch

import msgspec

from gatelodge.casework.authorities import state_facts, withdraw
from gatelodge.casework.court import (
    Reading,
    answer_query,
    apply_result,
    confirm_match,
    confirm_reading,
    raise_query,
)
from gatelodge.casework.exit_day import doubt_identity
from gatelodge.casework.gate_desk import print_pass, record_exit, run_final_check, scan_pass
from gatelodge.casework.leaving import record_exit_on_paper
from gatelodge.casework.office import ActRefused
from gatelodge.casework.watching import lookback
from gatelodge.demo import exit_day
from gatelodge.demo.staff import PRISONS
from gatelodge.record import Authority, Source, day_in_london, spoken_day, statement
from gatelodge.record.facts import (
    FACT_BY_NAME,
    AuthorityEnded,
    ExitPlanned,
    Fact,
    RemandOrdered,
    Role,
    SpokenWord,
)
from gatelodge.replay import scenario as s
from gatelodge.replay.stage import Stage
from gatelodge.simulator import Amend, Person, Share

TERMINAL = "Gate 1"


@singledispatch
def perform(step: s.Step, _stage: Stage) -> str:
    """Do a step on a stage and say what Gatelodge did; empty = nothing to say.

    Raises `ActRefused` where casework refuses, and `ScenarioWrong` where the file makes no sense.
    """
    raise s.ScenarioWrong(f"nobody knows how to do a {type(step).__name__}")


@perform.register
def _note(_step: s.Note, _stage: Stage) -> str:
    return ""


@perform.register
def _receive(_step: s.Receive, stage: Stage) -> str:
    stage.record_id = stage.desk.receive(stage.person)
    return f"A custody record is open for {stage.person.prison_number}."


@perform.register
def _state(step: s.State, stage: Stage) -> str:
    facts = [_fact(each) for each in step.facts]
    actor = stage.desk.actor(step.by)
    state_facts(stage.office, actor, stage.record_id, facts, source=_source(step, stage))
    kinds = ", ".join(fact.KIND.replace("_", " ") for fact in facts)
    return f"Entered with its source: {kinds}."


@perform.register
def _end_authority(step: s.EndAuthority, stage: Stage) -> str:
    remand = _remand(step.case_urn, stage)
    ended = AuthorityEnded(
        authority=remand.seq, how=step.how, ended_at=stage.clock.now(), heard=_word(step, stage)
    )
    actor = stage.desk.actor(step.by)
    state_facts(stage.office, actor, stage.record_id, [ended], source=_source(step, stage))
    return "The end is entered. It counts once its source is good enough."


@perform.register
def _withdraw_end(step: s.WithdrawEnd, stage: Stage) -> str:
    ended = _remand(step.case_urn, stage).ended
    if ended is None:
        raise s.ScenarioWrong(f"the remand in case {step.case_urn} has not ended")
    withdraw(
        stage.office,
        stage.desk.actor(step.by),
        stage.record_id,
        ended.entry.seq,
        why=step.why,
        source=_source(step, stage),
    )
    return "The end no longer counts; the remand holds again. Nothing is rubbed out."


@perform.register
def _court_shares(step: s.CourtShares, stage: Stage) -> str:
    prison = next(each for each in PRISONS if each.prison == step.prison)
    orders = tuple(each.shared() for each in step.orders)
    paper = tuple(each.shared() for each in step.paper_orders) if step.paper_orders else None
    if step.amends:
        before = stage.shared[step.amends]
        amend = Amend(
            orders=orders, paper_orders=paper, prison_email=prison.mailbox, shared_at=step.at
        )
        shared = stage.court.amend(before.result_id, amend)
    else:
        shared = stage.court.share(
            Share(
                person=_defendant(stage),
                case_urn=step.case_urn,
                court=step.court,
                hearing_on=step.hearing_on,
                prison_email=prison.mailbox,
                prison_name=prison.name,
                orders=orders,
                paper_orders=paper,
                shared_at=step.at,
            )
        )
    stage.name_item(step.item, shared)
    stage.settle()
    meant = "held to be about this person" if stage.item(step.item).records else "matched to nobody"
    return f"The signed message to {prison.mailbox} is stored, fetched and {meant}."


@perform.register
def _match(step: s.Match, stage: Stage) -> str:
    confirm_match(
        stage.office,
        stage.desk.actor(Role.CASE_ADMINISTRATOR),
        stage.items[step.item],
        stage.record_id,
        basis="name, birth date and the court's own number, compared with the paper",
    )
    return "A person confirmed whose it is."


@perform.register
def _read(step: s.Read, stage: Stage) -> str:
    reading = Reading(
        orders=step.orders,
        defendant_surname=stage.person.surname,
        defendant_forenames=stage.person.forenames,
        defendant_born_on=stage.person.born_on,
        hearing_on=step.hearing_on,
        court=step.court,
    )
    confirm_reading(stage.office, stage.desk.actor(step.by), stage.items[step.item], reading)
    said = "; ".join(
        f"{order.order}, {order.term}" if order.term else order.order.value for order in step.orders
    )
    return f"The reading of the paper is kept: {said}."


@perform.register
def _apply(step: s.Apply, stage: Stage) -> str:
    apply_result(
        stage.office,
        stage.desk.actor(step.by),
        stage.items[step.item],
        marks={each.order: each.marks for each in step.answers},
    )
    return "Its facts stand on the record."


@perform.register
def _ask(step: s.Ask, stage: Stage) -> str:
    raise_query(
        stage.office,
        stage.desk.actor(Role.CASE_ADMINISTRATOR),
        stage.record_id,
        about=step.about,
        asked_of=step.asked_of,
    )
    return "The question is open. No exit while it is."


@perform.register
def _answered(step: s.Answered, stage: Stage) -> str:
    asked = [query for query in stage.record.queries if query.answered is None]
    if not asked:
        raise s.ScenarioWrong("no question to the court is open")
    answer_query(
        stage.office,
        stage.desk.actor(Role.CASE_ADMINISTRATOR),
        stage.record_id,
        asked[-1].asked.fact.query,
        answer=step.answer,
        answered_by=step.answered_by,
    )
    return "The question is closed with its answer."


@perform.register
def _calculate(_step: s.Calculate, stage: Stage) -> str:
    stage.desk.calculate(stage.record_id)
    made = stage.record.calculation
    if stage.record.refused is not None or made is None:
        return "The engine refuses to date this. A person works it out by hand."
    return f"First calculation: {made.fact.governing} {spoken_day(made.fact.governing_on)}."


@perform.register
def _check(_step: s.Check, stage: Stage) -> str:
    stage.desk.check(stage.record_id)
    made = stage.record.check
    agrees = made is not None and made.fact.agrees
    return "A second person reached the same." if agrees else "The second calculation differs."


@perform.register
def _plan(step: s.Plan, stage: Stage) -> str:
    plan = ExitPlanned(
        exit_type=step.exit_type,
        on=day_in_london(step.at),
        destination=step.destination,
        escort=step.escort,
    )
    stage.desk.plan(stage.record_id, plan, source=statement("the release list of the day"))
    return f"Planned: {step.exit_type}."


@perform.register
def _authorise(_step: s.Authorise, stage: Stage) -> str:
    stage.desk.authorise(stage.record_id)
    return "Authorised. All checks that can be met now are met."


@perform.register
def _confirm(_step: s.Confirm, stage: Stage) -> str:
    stage.desk.confirm(stage.record_id)
    reception = stage.desk.actor(Role.RECEPTION_OFFICER)
    print_pass(stage.office, reception, stage.record_id, _pass_id(stage))
    return "Confirmed by the duty governor. The exit pass is signed and printed."


@perform.register
def _at_reception(step: s.AtReception, stage: Stage) -> str:
    if stage.record.licence is not None:
        exit_day.read_licence(stage.desk, stage.record_id)
    exit_day.footage(stage.desk, stage.record_id)
    if not step.is_compared:
        return "Licence and footage are entered. Nobody has compared who it is."
    exit_day.identify(stage.desk, stage.record_id)
    return "Two officers hold face, number and two answers against the record."


@perform.register
def _governor_attends(step: s.GovernorAttends, stage: Stage) -> str:
    exit_day.attend(stage.desk, stage.record_id, escort=step.escort)
    return f"The duty governor is present; the escort is {step.escort}."


@perform.register
def _identity_doubted(step: s.IdentityDoubt, stage: Stage) -> str:
    officer = stage.desk.actor(Role.RECEPTION_OFFICER)
    doubt_identity(stage.office, officer, stage.record_id, found=step.found)
    return "The doubt is entered. Nobody leaves on it."


@perform.register
def _final_check(_step: s.FinalCheck, stage: Stage) -> str:
    run_final_check(stage.office, stage.desk.actor(Role.CUSTODIAL_MANAGER), stage.record_id)
    return "Final check: every check is met."


@perform.register
def _gate(_step: s.Gate, stage: Stage) -> str:
    release = stage.record.release
    token = release.issued.fact.token if release and release.issued else ""
    gate = stage.desk.actor(Role.GATE_OFFICER)
    answer = scan_pass(stage.office, gate, token, prison=stage.desk.prison, terminal=TERMINAL)
    if not answer.is_go:
        raise ActRefused(f"{answer.headline}. {answer.words}", code=answer.cause)
    record_exit(stage.office, gate, stage.record_id, pass_id=_pass_id(stage), terminal=TERMINAL)
    return f"{answer.headline}. The exit is recorded."


@perform.register
def _left_on_paper(step: s.LeftOnPaper, stage: Stage) -> str:
    book = stage.desk.keep("Gate book", f"Out: {stage.person.prison_number}, {step.exit_type}")
    record_exit_on_paper(
        stage.office,
        stage.desk.actor(Role.RECEPTION_OFFICER),
        stage.record_id,
        exit_type=step.exit_type,
        exited_at=step.left_at,
        place="gate, by the gate book",
        source=book,
    )
    return "The exit is entered as it was done. The watch judges it at once."


@perform.register
def _look_back(_step: s.Lookback, stage: Stage) -> str:
    found = lookback(stage.office, 30)
    return (
        f"Look-back: {found.exits} exits of 30 days judged again, "
        f"{len(found.suspected)} suspected as release in error."
    )


def _fact(table: dict[str, object]) -> Fact:
    """A fact from its table: its kind, and the kind's own fields."""
    kind = FACT_BY_NAME.get((str(table.get("kind")), 1))
    if kind is None:
        raise s.ScenarioWrong(f"no entry kind is called {table.get('kind')!r}")
    fields = {name: value for name, value in table.items() if name != "kind"}
    try:
        return msgspec.convert(fields, type=kind)
    except msgspec.ValidationError as fault:
        raise s.ScenarioWrong(f"{table['kind']}: {fault}") from fault


def _remand(case_urn: str, stage: Stage) -> Authority:
    for authority in reversed(stage.record.authorities):
        fact = authority.began.fact
        if isinstance(fact, RemandOrdered) and fact.case_urn == case_urn:
            return authority
    raise s.ScenarioWrong(f"there is no remand in case {case_urn}")


def _word(step: s.EndAuthority, stage: Stage) -> SpokenWord | None:
    """What was heard, where no paper ends it: by a call that nobody rang back."""
    if step.paper_seen is not None:
        return None
    return SpokenWord(
        name=step.said_by,
        role="not asked",
        called_number="the number that the caller gave",
        number_known_from="the caller",
        said_at=stage.clock.now(),
        heard_as=step.by,
    )


def _source(step: s.State | s.EndAuthority | s.WithdrawEnd, stage: Stage) -> Source:
    if step.paper_seen is not None:
        return stage.desk.keep(step.paper_seen.title, *step.paper_seen.lines)
    if not step.said_by:
        raise s.ScenarioWrong(f"the step at {step.at} names no source")
    return statement(step.said_by)


def _defendant(stage: Stage) -> Person:
    who = stage.person
    return Person(
        master_defendant_id=who.master_defendant_id,
        surname=who.surname,
        forenames=who.forenames,
        born_on=who.born_on,
    )


def _pass_id(stage: Stage) -> str:
    release = stage.record.release
    return release.issued.fact.pass_id if release and release.issued else ""
