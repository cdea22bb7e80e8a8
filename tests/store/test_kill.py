"""A process killed while it appends loses nothing that it had acknowledged."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from gatelodge.store.ledger import DjangoLedger
from tests.store.ledgers import FIRST, SmallLedger

ACKNOWLEDGED = 25
WRITER = textwrap.dedent(
    """
    import sys
    from datetime import UTC, datetime
    from gatelodge.store import set_up_django
    set_up_django()
    from gatelodge.record import Draft, Write, statement
    from gatelodge.record.facts import AliasRecorded
    from gatelodge.store.ledger import DjangoLedger

    ledger, number = DjangoLedger(), 0
    while True:
        number += 1
        drafts = tuple(
            Draft(fact=AliasRecorded(surname=f"{sys.argv[2]}-{number}", forenames=forenames),
                  by="amy", reason="reception", source=statement("Ann"))
            for forenames in ("Ann", "Bea")
        )
        entries = ledger.append([Write(stream=sys.argv[1], drafts=drafts)],
                                at=datetime.now(UTC), command=f"{sys.argv[2]}-{number}")
        print(*(entry.seq for entry in entries), flush=True)
    """
)


def address() -> str:
    """DATABASE_URL of the test's own database."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    return f"postgresql://{told['USER']}@{quote(told['HOST'], safe='')}/{told['NAME']}"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("rounds", [3, pytest.param(100, marks=pytest.mark.soak)])
def test_what_was_acknowledged_is_there_after_kill_9(tmp_path: Path, rounds: int) -> None:
    small = SmallLedger.filled(tmp_path / "documents")
    acknowledged: list[int] = []
    for turn in range(rounds):
        acknowledged += killed_writer(turn)
    ledger = DjangoLedger()
    added = [e.seq for e in ledger.stream(FIRST) if e.seq > small.signed[-1].size]
    assert len(acknowledged) >= 2 * rounds * ACKNOWLEDGED
    assert set(acknowledged) <= set(added)
    # An append is there whole or not at all: two entries each, and one a round may be unheard of.
    assert len(added) % 2 == 0
    assert len(added) - len(acknowledged) <= 2 * rounds
    assert small.verify().faults == ()


def killed_writer(turn: int) -> list[int]:
    """Start a writer, kill it in the middle of its work; the numbers that it acknowledged."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, FIRST, f"round {turn}"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "DATABASE_URL": address()},
    ) as writer:
        if writer.stdout is None:
            raise RuntimeError("the writer has no output")
        lines = [writer.stdout.readline() for _ in range(ACKNOWLEDGED + turn % 7)]
        writer.send_signal(signal.SIGKILL)
        # What it wrote before the kill counts too; a last line may be torn.
        lines += writer.stdout.read().split("\n")[:-1]
    assert writer.returncode == -signal.SIGKILL
    return [int(seq) for line in lines for seq in line.split()]
