"""When the ledger is signed, and that a repeat signs nothing anew."""

from datetime import timedelta
from pathlib import Path

import pytest

from gatelodge.store.checkpoints import (
    EVERY,
    checkpoint_if_due,
    make_checkpoint,
    newest_checkpoint,
)
from gatelodge.store.followers import move_to, position
from tests.offices import known_key
from tests.store.ledgers import AT, FIRST, SmallLedger

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def test_an_empty_ledger_is_not_signed() -> None:
    assert make_checkpoint(known_key(), at=AT) is None
    assert checkpoint_if_due(known_key(), at=AT) is None
    assert newest_checkpoint() is None


def test_a_ledger_that_did_not_grow_keeps_its_checkpoint(tmp_path: Path) -> None:
    small = SmallLedger.filled(tmp_path)
    again = make_checkpoint(small.key, at=AT + timedelta(days=1))
    assert again == small.signed[-1] == newest_checkpoint()


def test_a_ledger_that_grew_is_signed_when_the_last_checkpoint_is_old(tmp_path: Path) -> None:
    small = SmallLedger.filled(tmp_path)
    small.say(FIRST, "HALE")
    assert checkpoint_if_due(small.key, at=AT + EVERY - SECOND) is None
    due = checkpoint_if_due(small.key, at=AT + EVERY)
    assert due
    assert due.size == 9
    assert small.verify().faults == ()


def test_a_follower_goes_on_where_it_was() -> None:
    assert position("watch") == 0
    move_to("watch", 7)
    move_to("lists", 2)
    move_to("watch", 9)
    assert (position("watch"), position("lists")) == (9, 2)
