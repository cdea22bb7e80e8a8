"""The worker and the look-back as they are started from the command line."""

import json
import os
import signal
import subprocess
import sys

import pytest

from gatelodge.bulk import FOLLOWER
from gatelodge.casework.office import CUSTODY
from gatelodge.cli.server import app
from gatelodge.cli.watch import FAILED, SUSPECTED
from gatelodge.record import Draft, Write, statement
from gatelodge.record import facts as f
from gatelodge.store import followers
from gatelodge.store.ledger import DjangoLedger
from tests.conftest import VAR
from tests.offices import make_office
from tests.store.test_kill import address
from tests.watch.stories import DAY, Story
from tests.watch.test_worker import OTHERS, left_wrongly

pytestmark = pytest.mark.django_db(transaction=True)
USAGE = 2
CENTURY = "36500"
"""Days: the stories stay in the look-back whatever day the tests run on."""


def run(*tokens: str) -> int:
    with pytest.raises(SystemExit) as ended:
        app(tokens)
    assert isinstance(ended.value.code, int)
    return ended.value.code


def told(*, held: bool) -> Story:
    office = make_office(ledger=DjangoLedger(), at=DAY)
    if held:
        return left_wrongly(office, OTHERS[0])
    story = Story(office, OTHERS[0])
    story.due_today()
    story.leave_by_pass()
    return story


def test_a_lookback_without_suspicion_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    told(held=False)
    assert run("lookback", "--days", CENTURY) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "0 suspected, 0 not decided."


def test_a_lookback_that_suspects_names_the_record_and_ends_with_1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told(held=True)
    assert run("lookback", "--days", CENTURY) == SUSPECTED
    assert f"suspected release in error: record {OTHERS[0]}" in capsys.readouterr().out

    assert run("lookback", "--days", CENTURY, "--json") == SUSPECTED
    found = json.loads(capsys.readouterr().out)
    assert found["suspected"] == [OTHERS[0]]
    assert (found["exits"], found["written"], found["failed"]) == (1, 0, [])


def test_a_lookback_that_cannot_decide_about_somebody_ends_with_3(
    capsys: pytest.CaptureFixture[str],
) -> None:
    misplaced = Draft(
        fact=f.StaffRegistered(surname="Vane", forenames="Ossian"),
        by="staff:other",
        reason="in the wrong stream",
        source=statement("VANE, Ossian"),
    )
    ledger = DjangoLedger()
    ledger.append([Write(stream=CUSTODY + OTHERS[1], drafts=(misplaced,))], at=DAY)
    assert run("lookback") == FAILED
    assert f"could not be decided: record {OTHERS[1]}" in capsys.readouterr().out
    assert any(isinstance(e.fact, f.AlarmRaised) for e in ledger.stream(CUSTODY + OTHERS[1]))


@pytest.mark.parametrize("days", ["0", "-3", "x"])
def test_days_that_are_no_days_are_refused(days: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("lookback", "--days", days) == USAGE
    said = capsys.readouterr()
    assert "--days" in said.out + said.err


def test_a_worker_decides_what_it_finds_and_ends_when_asked() -> None:
    story = told(held=True)
    behind = story.office.ledger.head()
    with subprocess.Popen(
        [sys.executable, "-m", "gatelodge.cli", "worker"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "DATABASE_URL": address(), "GATELODGE_VAR": str(VAR)},
    ) as worker:
        assert worker.stderr is not None
        for line in worker.stderr:
            if "is decided" in line:
                break
        worker.send_signal(signal.SIGTERM)
        worker.stderr.read()
    assert worker.returncode == 0
    assert followers.position(FOLLOWER) >= behind
    assert (f.AlarmCause.SUSPECTED_RELEASE_IN_ERROR, True) in story.alarms
