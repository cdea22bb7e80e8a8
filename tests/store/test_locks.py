"""SQLite's locks belong to the process: nothing of ours may drop them."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from gatelodge import installation

COME_AND_GO = """
import sqlite3, sys
there = sqlite3.connect(sys.argv[1])
there.execute("SELECT count(*) FROM sqlite_master").fetchone()
there.close()
"""


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_second_start_leaves_the_journal_to_whoever_is_at_work() -> None:
    """Whoever closes last clears the journal away; a reader that lost its locks is not counted."""
    database = str(connection.settings_dict["NAME"])
    here = sqlite3.connect(database)
    here.execute("PRAGMA journal_mode=WAL")
    here.execute("CREATE TABLE kept_open (number INTEGER)")
    here.execute("INSERT INTO kept_open VALUES (1)")
    here.commit()
    connection.close()
    try:
        installation.start_up()
        connection.close()
        subprocess.run([sys.executable, "-c", COME_AND_GO, database], check=True)
        assert Path(f"{database}-wal").exists()
    finally:
        here.execute("DROP TABLE kept_open")
        here.commit()
        here.close()
