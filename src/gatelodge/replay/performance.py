"""One play from its first step to its verdict, told hour by hour."""

import textwrap
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from gatelodge.casework.exits import ExitStopped
from gatelodge.casework.office import ActRefused
from gatelodge.demo.serving import address
from gatelodge.demo.staff import staff
from gatelodge.gate import CHECKS, MET, Check, Reason
from gatelodge.record import Entry, day_in_london, spoken_day, spoken_moment
from gatelodge.record.facts import (
    AlarmRaised,
    AuthorisationRedecided,
    CourtMessageLinked,
    Finding,
    MatchKind,
    PassCancelled,
)
from gatelodge.replay.acts import perform
from gatelodge.replay.scenario import Scenario, ScenarioWrong, Step
from gatelodge.replay.stage import Stage, stage
from gatelodge.replay.verdict import Verdict, judge
from gatelodge.store.accounts import open_accounts

Say = Callable[[str], None]

_WIDTH = 100
_MARGIN = 18


def perform_all(
    scenario: Scenario,
    checks: tuple[Check, ...],
    *,
    folder: Path,
    port: int,
    court_port: int,
    say: Say,
) -> Verdict:
    """Play a scenario in a folder, say what happens, and judge it.

    Raises `ScenarioWrong`, `GaveUp` and `Died`.
    """
    with stage(scenario, checks, folder=folder, port=port, court_port=court_port) as made:
        return _Performance(made, say).play()


def perform_to_the_stop(
    scenario: Scenario, *, folder: Path, port: int, court_port: int, say: Say, password: str
) -> None:
    """Play a scenario until a check stops something, and leave it there for people to go on with.

    The clock stands at that moment. All staff of the demo can sign in. It stays until Ctrl-C.
    Raises `ScenarioWrong`, `GaveUp` and `Died`.
    """
    with stage(scenario, CHECKS, folder=folder, port=port, court_port=court_port) as made:
        _Performance(made, say).play_to_the_stop()
        open_accounts({one.account: one.account for one in staff()}, password)
        at = spoken_moment(made.clock.now())
        say(f"\nThe clock stands at {at}. Gatelodge serves at {address(port)} (Ctrl-C ends all).")
        say(f"Sign in as grace.amadi, priya.hale or owen.lister; the password is {password}")
        with suppress(KeyboardInterrupt):
            made.stay()


class _Performance:
    """A play that is going on: what was said, and which checks have stopped something."""

    def __init__(self, made: Stage, say: Say) -> None:
        self._stage = made
        self._say = say
        self._stopped_by: set[str] = set()
        self._told = 0
        self._day: date | None = None

    def play(self) -> Verdict:
        """Play every step, and judge the record at the end."""
        for step in self._stage.scenario.steps:
            self._play(step)
        expected = self._stage.scenario.expected
        return judge(expected, self._stage.record, frozenset(self._stopped_by))

    def play_to_the_stop(self) -> None:
        """Play until a check has stopped something; where none does, to the end."""
        for step in self._stage.scenario.steps:
            self._play(step)
            if self._stopped_by:
                return

    def _play(self, step: Step) -> None:
        self._stage.clock.set(step.at)
        self._say_when(step)
        try:
            words = perform(step, self._stage)
        except ExitStopped as stopped:
            words = self._stopped(stopped.findings)
            self._must_be_allowed(step, stopped)
        except ActRefused as refused:
            words = f"Refused. {refused.words}"
            self._must_be_allowed(step, refused)
        self._stage.settle()
        self._say_beside("On paper", step.paper)
        self._say_beside("Gatelodge", words)
        for entry in self._news():
            self._say_beside("", self._follows(entry))

    def _must_be_allowed(self, step: Step, refused: ActRefused) -> None:
        """A refusal that the scenario does not foresee means that it is wrong.

        Once the person is out there is nobody to do the rest to.
        """
        if not step.may_be_refused and self._stage.record.is_in_custody:
            when = spoken_moment(step.at)
            raise ScenarioWrong(f"the step of {when} was refused: {refused.words}") from refused

    def _stopped(self, findings: Iterable[Finding]) -> str:
        """Say what stops an act, and remember the checks."""
        lines = []
        for finding in findings:
            self._stopped_by.add(finding.check)
            lines.append(f"{finding.check}: {finding.words}")
        return "\n".join(("STOPPED.", *lines))

    def _news(self) -> Iterator[Entry]:
        """Entries on the record since the last step."""
        entries = self._stage.record.entries
        yield from entries[self._told :]
        self._told = len(entries)

    def _follows(self, entry: Entry) -> str:
        """What Gatelodge did by itself, in words; empty for what staff did."""
        match entry.fact:
            case AlarmRaised(cause=cause, words=words):
                return f"ALARM, {cause}: {words}"
            case PassCancelled():
                return "The exit pass is dead."
            case CourtMessageLinked(match=MatchKind.PROPOSED, basis=basis):
                return f"Held to be about this person: {basis}."
            case AuthorisationRedecided(stands=False, assessed=assessed):
                against = [
                    f
                    for f in assessed.findings
                    if f.answer not in MET and f.reason != Reason.NOT_DONE_YET.code
                ]
                return f"The authorisation no longer stands. {self._stopped(against)}"
        return ""

    def _say_when(self, step: Step) -> None:
        on = day_in_london(step.at)
        if on != self._day:
            self._day = on
            self._say(f"\n{spoken_day(on)}")
        clock = spoken_moment(step.at)[-5:]
        self._say(_beside(clock, step.what, margin=len(clock) + 2))

    def _say_beside(self, who: str, words: str) -> None:
        if words:
            self._say(_beside(f"{'':7}{who}", words, margin=_MARGIN))


def _beside(head: str, words: str, *, margin: int) -> str:
    """Lay words out beside a head, wrapped, each line of its own."""
    lines = [
        part for line in words.splitlines() for part in textwrap.wrap(line, _WIDTH - margin) or [""]
    ]
    first, *others = lines or [""]
    return "\n".join((f"{head:{margin}}{first}".rstrip(), *(f"{'':{margin}}{o}" for o in others)))
