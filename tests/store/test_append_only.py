"""The database itself refuses to change or remove what was recorded."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from gatelodge.record import ActApart, Write
from gatelodge.store.access_log import AccessMade, accesses, note_access
from gatelodge.store.append_only import APPEND_ONLY
from gatelodge.store.models import DocumentCard, LedgerBody, LedgerEntry
from tests.store.ledgers import FIRST, SmallLedger

AT = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)
REPLACED = {
    "store_ledgerentry": "(seq, stream, stream_version, envelope, hash) VALUES (3, 'x', 1, '', '')",
    "store_ledgerbody": "(entry_id, salt, body) VALUES (3, '', '')",
    "store_commandanswer": "(command, first_seq, count) VALUES ('AYRES', 1, 1)",
    "store_actapart": (
        "(stream, scope, account, duty) "
        "SELECT stream, scope, account, 'another duty' FROM store_actapart"
    ),
    "store_signedcheckpoint": "(size, text) VALUES (4, '')",
    "store_access": (
        "(id, at, account, url_name, record_id, reason, outcome) "
        "SELECT id, at, 'nobody', url_name, record_id, reason, outcome FROM store_access"
    ),
    "store_documentcard": (
        "(sha256, card, signature) SELECT sha256, '', signature FROM store_documentcard"
    ),
}


@pytest.fixture
def small(tmp_path: Path) -> SmallLedger:
    filled = SmallLedger.filled(tmp_path / "documents")
    apart = ActApart(scope="plan 1", account="amy", duty="authorisation")
    filled.ledger.append([Write(stream=FIRST, drafts=(), apart=(apart,))], at=AT)
    note_access(AccessMade(at=AT, account="amy", url_name="people:summary", outcome="allowed"))
    return filled


def refused(sql: str, words: str = "append-only") -> None:
    with (
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match=words),
        transaction.atomic(),
    ):
        cursor.execute(sql)


def contents(table: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
        rows = cursor.fetchall()
    return [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in rows]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("table", "key"), APPEND_ONLY.items())
def test_update_and_delete_are_refused(small: SmallLedger, table: str, key: str) -> None:
    before = contents(table)
    assert before
    refused(f"UPDATE {table} SET {key} = {key}")
    refused(f"DELETE FROM {table}")
    if connection.vendor == "postgresql":
        refused(f"TRUNCATE {table} CASCADE")
    assert contents(table) == before
    assert small.verify().faults == ()


@pytest.mark.django_db
def test_djangos_own_ways_are_refused_too(small: SmallLedger) -> None:
    for change in (
        lambda: LedgerBody.objects.all().delete(),
        lambda: LedgerBody.objects.update(salt=b""),
        lambda: LedgerEntry.objects.filter(seq=8).update(hash=""),
        lambda: DocumentCard.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert small.verify().faults == ()


@pytest.mark.django_db
@pytest.mark.parametrize("seq", [1, 8, 10, 0, -1])
def test_the_database_takes_no_number_but_the_next(small: SmallLedger, seq: int) -> None:
    refused(
        "INSERT INTO store_ledgerentry (seq, stream, stream_version, envelope, hash) "
        f"VALUES ({seq}, 'x', 1, '', '')",
        words="no gaps|there already",
    )
    assert small.ledger.head() == 8


@pytest.mark.django_db
def test_the_database_takes_no_version_twice(small: SmallLedger) -> None:
    refused(
        "INSERT INTO store_ledgerentry (seq, stream, stream_version, envelope, hash) "
        f"VALUES (9, '{FIRST}', 5, '', '')",
        words="there already|one_entry_a_version",
    )
    assert small.ledger.head() == 8


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_a_foreign_connection_cannot_replace_a_row(small: SmallLedger, table: str) -> None:
    """A connection without our pragmas passes SQLite's delete trigger when it replaces a row."""
    before = contents(table)
    if connection.vendor == "postgresql":
        # No REPLACE there; its nearest kin is an update, which is refused.
        key = APPEND_ONLY[table]
        refused(
            f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) "
            f"DO UPDATE SET {key} = EXCLUDED.{key}",
            words="append-only|no gaps",
        )
    else:
        foreign = sqlite3.connect(str(connection.settings_dict["NAME"]), isolation_level=None)
        with pytest.raises(sqlite3.IntegrityError, match=r"append-only|no gaps"):
            foreign.execute(f"INSERT OR REPLACE INTO {table} {REPLACED[table]}")
        if table == "store_ledgerentry":
            with pytest.raises(sqlite3.IntegrityError, match="version is there already"):
                foreign.execute(
                    f"INSERT OR REPLACE INTO {table} (seq, stream, stream_version, envelope, hash) "
                    f"VALUES (9, '{FIRST}', 5, '', '')"
                )
        foreign.close()
    assert contents(table) == before
    assert small.verify().faults == ()


@pytest.mark.django_db
def test_the_access_log_is_read_newest_first() -> None:
    for number, account in enumerate(("amy", "ben", "amy")):
        note_access(
            AccessMade(
                at=AT,
                account=account,
                url_name="people:summary",
                record_id=f"{number:032x}",
                reason="a complaint",
                outcome="allowed",
            )
        )
    assert [a.account for a in accesses()] == ["amy", "ben", "amy"]
    assert [a.record_id[-1] for a in accesses(account="amy")] == ["2", "0"]
    (one,) = accesses(record_id=f"{1:032x}")
    assert (one.account, one.at, one.reason) == ("ben", AT, "a complaint")
    assert len(list(accesses(limit=2))) == 2
