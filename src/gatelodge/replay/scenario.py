"""A case to play: what happened hour by hour, what paper did, and what must come of it.

A scenario is a TOML file under `cases/`. Everybody in it is invented. It gives all the evidence
that an exit needs, so that what stops the person is what the case is about and nothing else.
"""

import tomllib
from datetime import date, datetime, timedelta
from enum import StrEnum
from importlib.resources import files
from typing import Annotated

import msgspec
from msgspec import Meta

from gatelodge.record.facts import (
    EndKind,
    ExitType,
    OrderRead,
    ReleaseMarks,
    Role,
)
from gatelodge.simulator import Kind, Order

Words = Annotated[str, Meta(min_length=1)]
Aware = Annotated[datetime, Meta(tz=True)]


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of everything in a scenario file: frozen, and no key is overlooked."""


class Step(_Table, frozen=True, kw_only=True, tag_field="do"):
    """One thing that happens at one moment.

    A step that staff may be refused says so; any other refusal means that the file is wrong, as
    long as the person is still there to be dealt with.
    """

    at: Aware
    what: Words
    """What happens, in one sentence."""
    paper: str = ""
    """What a process on paper did at this moment; empty = nothing."""
    may_be_refused: bool = False


class Note(Step, frozen=True, kw_only=True, tag="note"):
    """Something happens of which Gatelodge hears nothing."""


class Receive(Step, frozen=True, kw_only=True, tag="receive"):
    """The person is received into the prison."""


class Paper(_Table, frozen=True, kw_only=True):
    """A paper that is kept and named as the source."""

    title: Words
    lines: tuple[str, ...] = ()


class State(Step, frozen=True, kw_only=True, tag="state"):
    """Staff enter facts from a paper, or as somebody said them; one of the two is given."""

    by: Role = Role.CASE_ADMINISTRATOR
    facts: Annotated[tuple[dict[str, object], ...], Meta(min_length=1)]
    """Each with its `kind` and that kind's own fields."""
    paper_seen: Paper | None = None
    said_by: str = ""


class EndAuthority(Step, frozen=True, kw_only=True, tag="end authority"):
    """Staff enter that the remand of a case ended."""

    by: Role = Role.CASE_ADMINISTRATOR
    case_urn: Words
    how: EndKind = EndKind.ENDED
    paper_seen: Paper | None = None
    said_by: str = ""


class WithdrawEnd(Step, frozen=True, kw_only=True, tag="withdraw end"):
    """Staff enter that the remand of a case never ended."""

    by: Role = Role.CASE_ADMINISTRATOR
    case_urn: Words
    why: Words
    paper_seen: Paper | None = None
    said_by: str = ""


class CourtOrder(_Table, frozen=True, kw_only=True):
    """One order of the court; lengths are as courts write them, "45 Months"."""

    kind: Kind
    offence_code: str = "TH68001"
    offence_title: str = "Theft from the person of another"
    offence_on: date
    convicted_on: date | None = None
    term: str = ""
    suspended_for: str = ""
    remand_days: int | None = None
    next_hearing_on: date | None = None

    def shared(self) -> Order:
        """The order as the court's simulator takes it."""
        return Order(**msgspec.structs.asdict(self))


class CourtShares(Step, frozen=True, kw_only=True, tag="court shares"):
    """The court shares a result and sends its event; `item` names it for later steps."""

    item: Words
    case_urn: Words
    court: Words
    hearing_on: date
    prison: Words
    """Code of the prison whose mailbox the court writes to, rightly or wrongly."""
    orders: tuple[CourtOrder, ...]
    paper_orders: tuple[CourtOrder, ...] | None = None
    """What the document says, where it differs from the result."""
    amends: str = ""
    """The item that it amends; empty = a first result."""


class Match(Step, frozen=True, kw_only=True, tag="match"):
    """A person says whose item it is."""

    item: Words


class Read(Step, frozen=True, kw_only=True, tag="read"):
    """A person enters what the item's document says."""

    item: Words
    by: Role = Role.CASE_ADMINISTRATOR
    hearing_on: date
    court: Words
    orders: tuple[OrderRead, ...]


class ReleaseAnswered(_Table, frozen=True, kw_only=True):
    """What the papers answer for the release point of one sentence."""

    order: int
    """Place of the sentence's order, from 0."""
    marks: ReleaseMarks


class Apply(Step, frozen=True, kw_only=True, tag="apply"):
    """A person puts the item's facts on the record."""

    item: Words
    by: Role = Role.CASE_ADMINISTRATOR
    answers: tuple[ReleaseAnswered, ...] = ()
    """What the papers answer for the release point of its sentences."""


class Ask(Step, frozen=True, kw_only=True, tag="ask the court"):
    """A question to the court."""

    about: Words
    asked_of: Words


class Answered(Step, frozen=True, kw_only=True, tag="court answers"):
    """The court answers the newest open question."""

    answer: Words
    answered_by: Words


class Calculate(Step, frozen=True, kw_only=True, tag="calculate"):
    """First calculation."""


class Check(Step, frozen=True, kw_only=True, tag="check"):
    """Second check by another person."""


class Plan(Step, frozen=True, kw_only=True, tag="plan"):
    """An exit is planned for the day of the step."""

    exit_type: ExitType
    destination: str = ""
    escort: str = ""


class Authorise(Step, frozen=True, kw_only=True, tag="authorise"):
    """The head of OMU authorises the planned exit."""


class Confirm(Step, frozen=True, kw_only=True, tag="confirm"):
    """The duty governor confirms it; the pass is printed."""


class AtReception(Step, frozen=True, kw_only=True, tag="at reception"):
    """On the day: the licence is read and signed, two officers compare, the footage is noted."""

    is_compared: bool = True
    """Whether anybody compares the person with the record."""


class GovernorAttends(Step, frozen=True, kw_only=True, tag="governor attends"):
    """The duty governor is at the hand-over and compares the escort."""

    escort: Words
    """Who is there, by name."""


class IdentityDoubt(Step, frozen=True, kw_only=True, tag="identity doubted"):
    """An officer finds that the person may not be the one on record."""

    found: Words


class FinalCheck(Step, frozen=True, kw_only=True, tag="final check"):
    """All checks once more, in the last ten minutes."""


class Gate(Step, frozen=True, kw_only=True, tag="gate"):
    """The pass is scanned at the gate desk; on GO the person leaves."""


class LeftOnPaper(Step, frozen=True, kw_only=True, tag="left on paper"):
    """An exit that was done on paper is entered afterwards."""

    exit_type: ExitType
    left_at: Aware


class Lookback(Step, frozen=True, kw_only=True, tag="look-back"):
    """The nightly look-back over the last 30 days."""


AnyStep = (
    Note
    | Receive
    | State
    | EndAuthority
    | WithdrawEnd
    | CourtShares
    | Match
    | Read
    | Apply
    | Ask
    | Answered
    | Calculate
    | Check
    | Plan
    | Authorise
    | Confirm
    | AtReception
    | GovernorAttends
    | IdentityDoubt
    | FinalCheck
    | Gate
    | LeftOnPaper
    | Lookback
)


class Outcome(StrEnum):
    """What must come of a case."""

    STOPPED = "stopped at the gate"
    """The person was never out to the community: an alarm after the exit does not count."""
    ALARMED = "alarmed in time"
    """Somebody was alarmed within the time after the exit."""


class Expected(_Table, frozen=True, kw_only=True):
    """By what a play is judged."""

    outcome: Outcome
    stopped_by: tuple[str, ...] = ()
    """Checks that must have stopped an act of this play, each at least once."""
    pass_dies: bool = False
    """Whether a live pass must have been cancelled by something new."""
    alarm_within_hours: int | None = None
    exit_in_the_end: ExitType | None = None
    """The exit by which the person leaves lawfully at last; none = the person stays."""

    @property
    def alarm_within(self) -> timedelta | None:
        """How soon after the exit somebody must be alarmed."""
        hours = self.alarm_within_hours
        return None if hours is None else timedelta(hours=hours)


class Person(_Table, frozen=True, kw_only=True):
    """The number of an invented person, and where they are held."""

    number: int
    prison: Words


class Scenario(_Table, frozen=True, kw_only=True):
    """One case, ready to be played."""

    case: Words
    """The letter of the case, such as "B"."""
    name: Words
    """Its own name; a case that is played twice has two."""
    title: Words
    after: Words
    """What it is taken from, and what of it is invented."""
    paper_outcome: Words
    person: Person
    expected: Expected
    steps: tuple[AnyStep, ...]


class CannotPlay(Exception):
    """A play could not be brought to its end; the words say why."""


class ScenarioWrong(CannotPlay):
    """A scenario file is not as it must be; the words name the file and the fault."""


def scenarios() -> tuple[Scenario, ...]:
    """All packaged scenarios in the order of their names. Raises `ScenarioWrong`."""
    found = files(__package__).joinpath("cases").iterdir()
    return tuple(
        read(each.name, each.read_text("utf-8"))
        for each in sorted(found, key=lambda each: each.name)
        if each.name.endswith(".toml")
    )


def read(name: str, text: str) -> Scenario:
    """Read one scenario. Raises `ScenarioWrong`, also for steps that run back in time."""
    try:
        scenario = msgspec.convert(tomllib.loads(text), type=Scenario)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as fault:
        raise ScenarioWrong(f"{name}: {fault}") from fault
    for before, after in zip(scenario.steps, scenario.steps[1:], strict=False):
        if after.at < before.at:
            raise ScenarioWrong(f"{name}: the step at {after.at} comes after one at {before.at}")
    return scenario
