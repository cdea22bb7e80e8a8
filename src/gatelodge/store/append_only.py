"""Triggers that refuse what a ledger never does, in the words of SQLite and of PostgreSQL.

On SQLite the insert triggers also close the hole of INSERT OR REPLACE, which passes the delete
trigger on any connection that did not ask for recursive triggers.
"""

from collections.abc import Iterator, Mapping
from string import Template

_FIRST: Mapping[str, str] = {
    "store_ledgerentry": "seq",
    "store_ledgerbody": "entry_id",
    "store_commandanswer": "command",
    "store_documentcard": "sha256",
    "store_signedcheckpoint": "size",
    "store_access": "id",
}
_APART: Mapping[str, str] = {"store_actapart": "id"}
APPEND_ONLY: Mapping[str, str] = {**_FIRST, **_APART}
"""Table to its primary key."""

_SQLITE_EACH = (
    """CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON $table
    BEGIN SELECT RAISE(ABORT, '$table is append-only: no UPDATE'); END""",
    """CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON $table
    BEGIN SELECT RAISE(ABORT, '$table is append-only: no DELETE'); END""",
    """CREATE TRIGGER ${table}_no_replace BEFORE INSERT ON $table
    WHEN EXISTS (SELECT 1 FROM $table WHERE $key = NEW.$key)
    BEGIN SELECT RAISE(ABORT, '$table is append-only: the row is there already'); END""",
)
_SQLITE_ENTRIES = (
    """CREATE TRIGGER store_ledgerentry_one_version BEFORE INSERT ON store_ledgerentry
    WHEN EXISTS (SELECT 1 FROM store_ledgerentry
                 WHERE stream = NEW.stream AND stream_version = NEW.stream_version)
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: the version is there already'); END""",
    """CREATE TRIGGER store_ledgerentry_gap_free BEFORE INSERT ON store_ledgerentry
    WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM store_ledgerentry)
    BEGIN SELECT RAISE(ABORT, 'the ledger has no gaps: this is not the next number'); END""",
)
_SQLITE_ONE_DUTY = """CREATE TRIGGER store_actapart_one_duty BEFORE INSERT ON store_actapart
    WHEN EXISTS (SELECT 1 FROM store_actapart WHERE stream = NEW.stream
                 AND scope = NEW.scope AND account = NEW.account)
    BEGIN SELECT RAISE(ABORT, 'store_actapart is append-only: the duty is there already'); END"""
"""A replacing insert would pass the unique constraint by taking the other row away."""
_POSTGRESQL_FUNCTIONS = (
    """CREATE FUNCTION store_append_only() RETURNS trigger LANGUAGE plpgsql AS $$$$
    BEGIN
        RAISE EXCEPTION '% is append-only: no %', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END $$$$""",
    """CREATE FUNCTION store_gap_free() RETURNS trigger LANGUAGE plpgsql AS $$$$
    BEGIN
        IF NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM store_ledgerentry) THEN
            RAISE EXCEPTION 'the ledger has no gaps: % is not the next number', NEW.seq
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$$$""",
)
_POSTGRESQL_EACH = (
    """CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON $table
    FOR EACH ROW EXECUTE FUNCTION store_append_only()""",
    """CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON $table
    FOR EACH STATEMENT EXECUTE FUNCTION store_append_only()""",
)
_POSTGRESQL_ENTRIES = (
    """CREATE TRIGGER store_ledgerentry_gap_free BEFORE INSERT ON store_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION store_gap_free()""",
)
_OF_VENDOR = {
    "sqlite": ((), _SQLITE_EACH, _SQLITE_ENTRIES),
    "postgresql": (_POSTGRESQL_FUNCTIONS, _POSTGRESQL_EACH, _POSTGRESQL_ENTRIES),
}


def statements(vendor: str) -> Iterator[str]:
    """SQL that makes the first tables' triggers. Raises `KeyError` for an unknown database."""
    functions, _each, entries = _OF_VENDOR[vendor]
    for text in functions:
        yield Template(text).substitute()
    yield from _triggers(vendor, _FIRST)
    yield from entries


def statements_of_acts_apart(vendor: str) -> Iterator[str]:
    """SQL that makes the triggers of the table of acts kept apart, which came later."""
    yield from _triggers(vendor, _APART)
    if vendor == "sqlite":
        yield _SQLITE_ONE_DUTY


def _triggers(vendor: str, tables: Mapping[str, str]) -> Iterator[str]:
    _functions, each, _entries = _OF_VENDOR[vendor]
    for table, key in tables.items():
        for text in each:
            yield Template(text).substitute(table=table, key=key)
