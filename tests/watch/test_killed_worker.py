"""A worker killed between an entry and its decision, or before it kept its place, loses nothing."""

import os
import signal
import subprocess
import sys
import textwrap
from collections import Counter
from pathlib import Path

import pytest

from gatelodge.bulk import FOLLOWER
from gatelodge.record import facts as f
from gatelodge.store import followers
from gatelodge.store.ledger import DjangoLedger
from tests.offices import make_office
from tests.store.test_kill import address
from tests.watch.stories import DAY
from tests.watch.test_worker import OTHERS, left_wrongly

ROOT = Path(__file__).parents[2]
WORKER = textwrap.dedent(
    """
    import os, signal, sys
    from gatelodge.store import set_up_django
    set_up_django()
    from gatelodge.bulk import Watcher
    from gatelodge.store import followers
    from gatelodge.store.ledger import DjangoLedger
    from tests.offices import make_office
    from tests.watch.stories import DAY

    dies_before, left = sys.argv[1], int(sys.argv[2])

    def die():
        os.kill(os.getpid(), signal.SIGKILL)

    class Ledger(DjangoLedger):
        def append(self, writes, *, at, command=None):
            global left
            left -= 1
            if dies_before == "a decision" and left < 0:
                die()
            return super().append(writes, at=at, command=command)

    class Places:
        position = staticmethod(followers.position)

        def move_to(self, follower, seq):
            if dies_before == "keeping its place":
                die()
            followers.move_to(follower, seq)

    watcher = Watcher(make_office(ledger=Ledger(), at=DAY), Places())
    while watcher.round() or not watcher.is_idle:
        pass
    """
)


def work(*, dies_before: str, decisions: int = 0) -> int:
    """Run a worker in a process of its own until it dies or is through; its exit code."""
    done = subprocess.run(
        [sys.executable, "-c", WORKER, dies_before, str(decisions)],
        env={**os.environ, "DATABASE_URL": address(), "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        check=False,
    )
    return done.returncode


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("decisions", [0, 2])
def test_everything_behind_the_head_is_decided_once_after_kill_9(decisions: int) -> None:
    office = make_office(ledger=DjangoLedger(), at=DAY)
    stories = [left_wrongly(office, record_id) for record_id in OTHERS[:3]]
    told = office.ledger.head()

    assert work(dies_before="a decision", decisions=decisions) == -signal.SIGKILL
    assert followers.position(FOLLOWER) == 0
    assert office.ledger.head() == told + 2 * decisions

    assert work(dies_before="keeping its place") == -signal.SIGKILL
    assert followers.position(FOLLOWER) == 0
    assert work(dies_before="nothing") == 0

    assert followers.position(FOLLOWER) >= told
    for story in stories:
        kinds = Counter(type(e.fact) for e in story.record.entries)
        assert (kinds[f.ExitRedecided], kinds[f.AlarmRaised]) == (1, 1)
