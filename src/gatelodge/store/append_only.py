"""Triggers that refuse what a ledger never does, in the words of SQLite and of PostgreSQL.

On SQLite the insert triggers also close the hole of INSERT OR REPLACE, which passes the delete
trigger on any connection that did not ask for recursive triggers.
"""

from collections.abc import Iterator, Mapping
from string import Template

APPEND_ONLY: Mapping[str, str] = {
    "store_ledgerentry": "seq",
    "store_ledgerbody": "entry_id",
    "store_commandanswer": "command",
    "store_documentcard": "sha256",
    "store_signedcheckpoint": "size",
    "store_access": "id",
}
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
    """SQL that makes the triggers. Raises `KeyError` for a database that we do not know."""
    functions, each, entries = _OF_VENDOR[vendor]
    for text in functions:
        yield Template(text).substitute()
    for table, key in APPEND_ONLY.items():
        for text in each:
            yield Template(text).substitute(table=table, key=key)
    yield from entries
