"""One byte changed anywhere is found, and the first bad entry is named."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gatelodge.casework.keys import publish_signing_key
from gatelodge.record.checkpoint import parse, sign
from gatelodge.record.merkle import root_of
from gatelodge.store.ledger import EntryDamaged
from gatelodge.store.verification import Verdict
from tests.databases import triggers_off
from tests.offices import known_key
from tests.store.ledgers import AT, FIRST, SmallLedger

pytestmark = pytest.mark.django_db

COLUMNS = [
    ("store_ledgerentry", "seq", "seq"),
    ("store_ledgerentry", "seq", "stream"),
    ("store_ledgerentry", "seq", "stream_version"),
    ("store_ledgerentry", "seq", "envelope"),
    ("store_ledgerentry", "seq", "hash"),
    ("store_ledgerbody", "entry_id", "entry_id"),
    ("store_ledgerbody", "entry_id", "salt"),
    ("store_ledgerbody", "entry_id", "body"),
    ("store_documentcard", "sha256", "sha256"),
    ("store_documentcard", "sha256", "card"),
    ("store_documentcard", "sha256", "signature"),
    ("store_signedcheckpoint", "size", "size"),
    ("store_signedcheckpoint", "size", "text"),
]


@pytest.fixture
def small(tmp_path: Path) -> SmallLedger:
    return SmallLedger.filled(tmp_path / "documents")


def run(sql: str, values: tuple[Any, ...] = ()) -> None:
    """Change rows as somebody would who owns the database."""
    with triggers_off(connection), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def flipped(value: Any, place: int, flip: int) -> Any:
    """The value with one byte, character or number changed."""
    if isinstance(value, int):
        return value + 1 + (flip % 100)
    if isinstance(value, str):
        place %= len(value)
        other = chr(33 + (ord(value[place]) - 33 + 1 + flip % 90) % 94)
        return value[:place] + other + value[place + 1 :]
    changed = bytearray(value)
    changed[place % len(changed)] ^= 1 + flip % 255
    return bytes(changed)


def after(verify: Callable[[], Verdict], sql: str, values: tuple[Any, ...] = ()) -> Verdict:
    """The verdict after a change, which is taken back."""
    with transaction.atomic():
        run(sql, values)
        verdict = verify()
        transaction.set_rollback(True)
    return verdict


def test_what_nobody_touched_verifies(small: SmallLedger) -> None:
    verdict = small.verify(*small.signed)
    assert verdict.faults == ()
    assert (verdict.entries, verdict.documents, verdict.checkpoints) == (8, 3, 4)
    assert verdict.root == small.signed[-1].root
    assert [each.size for each in small.signed] == [4, 8]


@pytest.mark.parametrize("examples", [40, pytest.param(2000, marks=pytest.mark.soak)])
@pytest.mark.parametrize(("table", "key", "column"), COLUMNS)
def test_one_byte_of_any_column_is_found(
    small: SmallLedger, table: str, key: str, column: str, examples: int
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key}, {column} FROM {table} ORDER BY {key}")
        rows = cursor.fetchall()

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        picked=st.integers(0, len(rows) - 1), place=st.integers(0, 5000), flip=st.integers(0, 255)
    )
    def is_found(picked: int, place: int, flip: int) -> None:
        name, value = rows[picked]
        value = bytes(value) if isinstance(value, memoryview) else value
        changed = flipped(value, place, flip)
        try:
            verdict = after(
                small.verify, f"UPDATE {table} SET {column} = %s WHERE {key} = %s", (changed, name)
            )
        except IntegrityError:
            return  # two rows may not bear one name: the database refuses it even then
        assert verdict.faults
        if table in ("store_ledgerentry", "store_ledgerbody"):
            assert verdict.first_bad_entry == name
        else:
            about = "document" if table == "store_documentcard" else "checkpoint"
            assert any(fault.what.startswith(about) for fault in verdict.faults)

    is_found()
    assert small.verify().faults == ()


def test_one_byte_of_any_document_is_found(small: SmallLedger) -> None:
    for name in small.kept:
        path = small.path / name[:2] / name
        whole = path.read_bytes()
        for place in range(len(whole)):
            path.write_bytes(flipped(whole, place, place))
            (fault,) = small.verify().faults
            assert fault.what == f"document {name}"
        path.write_bytes(whole[:-1])
        assert [f.what for f in small.verify().faults] == [f"document {name}"]
        path.unlink()
        (fault,) = small.verify().faults
        assert (fault.what, fault.words) == (f"document {name}", "its file is missing")
        path.write_bytes(whole)
    assert small.verify().faults == ()


@pytest.mark.parametrize("seq", range(1, 9))
def test_a_missing_body_is_found_and_named(small: SmallLedger, seq: int) -> None:
    verdict = after(small.verify, "DELETE FROM store_ledgerbody WHERE entry_id = %s", (seq,))
    assert verdict.first_bad_entry == seq


@pytest.mark.parametrize("seq", range(1, 9))
def test_a_missing_entry_is_found_and_named(small: SmallLedger, seq: int) -> None:
    def verdict_without() -> Verdict:
        run("DELETE FROM store_ledgerbody WHERE entry_id = %s", (seq,))
        return small.verify()

    verdict = after(verdict_without, "DELETE FROM store_ledgerentry WHERE seq = %s", (seq,))
    if seq < 8:
        assert verdict.first_bad_entry == seq
    else:
        assert "the newest are missing" in verdict.faults[-1].words


def test_a_missing_card_is_found_where_it_is_named_as_a_source(small: SmallLedger) -> None:
    verdict = after(
        small.verify, "DELETE FROM store_documentcard WHERE sha256 = %s", (small.kept[1],)
    )
    assert verdict.first_bad_entry == 5
    assert small.kept[1] in verdict.faults[0].words


def test_a_ledger_written_anew_with_all_its_hashes_is_found_by_its_checkpoints(
    small: SmallLedger,
) -> None:
    """Whoever owns the database can recompute every hash, and still cannot sign."""
    with transaction.atomic():
        for table in ("commandanswer", "ledgerbody", "ledgerentry"):
            run(f"DELETE FROM store_{table}")
        publish_signing_key(small.ledger, small.key.key_id, small.key.public_key, at=AT)
        small.say(FIRST, "AYRES", "BELL", "FORGED")
        small.say(FIRST, "DEAN", "EAVES", "FORD", "GRAY")
        verdict = small.verify(*small.signed)
        transaction.set_rollback(True)
    assert verdict.first_bad_entry is None
    assert {f.what for f in verdict.faults} == {
        "checkpoint of 4 entries",
        "checkpoint of 8 entries",
    }
    assert all("one of them was rewritten" in f.words for f in verdict.faults)


def test_a_checkpoint_that_somebody_else_signed_is_refused(small: SmallLedger) -> None:
    root, other = small.signed[0].root, known_key("forger")
    resigned = sign(size=4, root=root, made_at=AT, key_id=other.key_id, signs=other.sign)
    (fault,) = small.verify(resigned).faults
    assert "never published" in fault.words
    claimed = parse(small.signed[0].text.replace(b"\n4\n", b"\n5\n"))
    (fault,) = small.verify(claimed).faults
    assert "does not verify" in fault.words


def test_a_checkpoint_over_another_history_is_found(small: SmallLedger) -> None:
    other_history = sign(
        size=6, root=root_of([]), made_at=AT, key_id=small.key.key_id, signs=small.key.sign
    )
    (fault,) = small.verify(other_history).faults
    assert "do not give the root that was signed" in fault.words
    longer = sign(
        size=9, root=root_of([]), made_at=AT, key_id=small.key.key_id, signs=small.key.sign
    )
    (fault,) = small.verify(longer).faults
    assert "the newest are missing" in fault.words


def test_a_trigger_that_somebody_took_away_is_named(small: SmallLedger) -> None:
    of = " ON store_ledgerentry" if connection.vendor == "postgresql" else ""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER store_ledgerentry_gap_free{of}")
        (fault,) = small.verify().faults
        transaction.set_rollback(True)
    assert fault.what == "trigger store_ledgerentry_gap_free"


def test_nothing_is_decided_on_an_altered_entry(small: SmallLedger) -> None:
    for sql in (
        "UPDATE store_ledgerbody SET body = %s WHERE entry_id = 3",
        "UPDATE store_ledgerentry SET hash = %s WHERE seq = 3",
    ):
        with transaction.atomic():
            run(sql, (b"{}" if "body" in sql else "0" * 64,))
            with pytest.raises(EntryDamaged, match=r"Entry 3 .*gatelodge verify"):
                small.ledger.stream(FIRST)
            with pytest.raises(EntryDamaged, match="Entry 3"):
                small.ledger.entry(3)
            assert small.ledger.stream("custody/" + "b" * 32)
            transaction.set_rollback(True)


def test_nothing_is_decided_on_a_stream_that_lost_an_entry(small: SmallLedger) -> None:
    with transaction.atomic():
        run("DELETE FROM store_ledgerbody WHERE entry_id = 3")
        run("DELETE FROM store_ledgerentry WHERE seq = 3")
        with pytest.raises(EntryDamaged, match="Entry 4"):
            small.ledger.stream(FIRST)
        transaction.set_rollback(True)


def test_text_that_is_no_text_any_more_is_found_and_named(small: SmallLedger) -> None:
    if connection.vendor != "sqlite":
        # PostgreSQL keeps no such text.
        with pytest.raises(DataError, match="NUL"):
            run("UPDATE store_ledgerentry SET hash = %s WHERE seq = 3", ("\x00",))
        return
    for column in ("hash", "stream"):
        verdict = after(
            small.verify,
            f"UPDATE store_ledgerentry SET {column} = CAST(x'ff61' AS TEXT) WHERE seq = 3",
        )
        assert verdict.first_bad_entry == 3


@pytest.mark.parametrize("column", ["envelope", "salt", "body"])
def test_nothing_is_decided_on_bytes_that_became_text(small: SmallLedger, column: str) -> None:
    """Not a fault of ours to be shown as one: the entry is named, and only its stream stands."""
    if connection.vendor != "sqlite":
        return  # PostgreSQL keeps no text in a column of bytes.
    table, key = ("ledgerentry", "seq") if column == "envelope" else ("ledgerbody", "entry_id")
    run(f"UPDATE store_{table} SET {column} = hex({column}) WHERE {key} = 3")
    with pytest.raises(EntryDamaged, match="Entry 3"):
        small.ledger.stream(FIRST)
