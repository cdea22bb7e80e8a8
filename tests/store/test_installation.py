"""An installation from the command line: started, verified, signed, broken, found out."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

START = (
    "from gatelodge.store import set_up_django; set_up_django();"
    "from gatelodge import installation; installation.start_up();"
)
FILL = START + (
    "from gatelodge.record import Draft, Write, document;"
    "from gatelodge.record.facts import AliasRecorded;"
    "office = installation.office();"
    "paper = office.documents.keep(b'warrant', media_type='text/plain');"
    "draft = Draft(fact=AliasRecorded(surname='AYRES', forenames='Ann'), by='amy',"
    " reason='reception', source=document(paper));"
    "office.ledger.append([Write(stream='custody/1', drafts=(draft,) * 4)],"
    " at=office.clock.now());"
)


CHECKPOINT_ALTERED = (
    "UPDATE store_signedcheckpoint "
    "SET text = CAST(replace(CAST(text AS TEXT), 'made 2', 'made 3') AS BLOB)"
)


def run(
    *words: str, var: Path, settings: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run Python on an installation of its own, on SQLite."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("GATELODGE_", "DATABASE_"))}
    env |= {"GATELODGE_VAR": str(var), **(settings or {})}
    return subprocess.run(
        [sys.executable, *words], env=env, capture_output=True, text=True, check=False
    )


def gatelodge(*words: str, var: Path) -> subprocess.CompletedProcess[str]:
    return run("-m", "gatelodge.cli", *words, var=var)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with five entries, a document and a checkpoint."""
    var = tmp_path_factory.mktemp("installation") / "var"
    assert run("-c", FILL, var=var).stderr == ""
    assert gatelodge("checkpoint", var=var).returncode == 0
    return var


@pytest.fixture
def var(filled: Path, tmp_path: Path) -> Path:
    """A copy of it, to be broken."""
    copy = tmp_path / "var"
    with sqlite3.connect(filled / "gatelodge.sqlite3") as whole:
        whole.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole.close()
    subprocess.run(["cp", "-a", str(filled), str(copy)], check=True)
    return copy


def alter(var: Path, sql: str) -> None:
    """Change a row as somebody would who owns the file."""
    database = sqlite3.connect(var / "gatelodge.sqlite3", isolation_level=None)
    triggers = database.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    for name, _sql in triggers:
        database.execute(f"DROP TRIGGER {name}")
    database.execute(sql)
    for _name, made_by in triggers:
        database.execute(made_by)
    database.close()


def test_an_installation_verifies_and_only_its_owner_can_read_it(filled: Path) -> None:
    verified = gatelodge("verify", var=filled)
    assert verified.returncode == 0
    assert verified.stdout.startswith("5 entries, 1 document, 1 checkpoint recomputed; root ")
    assert verified.stdout.endswith("Everything is as it was recorded.\n")
    readable = [
        str(path.relative_to(filled))
        for path in filled.rglob("*")
        if path.stat().st_mode & 0o077 and "documents/" not in str(path)
    ]
    assert readable == []


def test_a_second_start_changes_nothing(filled: Path) -> None:
    before = gatelodge("verify", var=filled).stdout
    assert run("-c", START, var=filled).returncode == 0
    assert gatelodge("verify", var=filled).stdout == before


def test_four_processes_may_start_at_once(tmp_path: Path) -> None:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("GATELODGE_", "DATABASE_"))}
    env["GATELODGE_VAR"] = str(tmp_path / "var")
    started = [
        subprocess.Popen([sys.executable, "-c", START], env=env, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    faults = [process.communicate()[1] for process in started]
    assert faults == [""] * 4
    assert [process.returncode for process in started] == [0] * 4
    verified = gatelodge("verify", var=tmp_path / "var")
    assert verified.stdout.startswith("1 entry, 0 documents, 0 checkpoints recomputed")
    assert verified.returncode == 0


@pytest.mark.parametrize(
    ("sql", "said", "first_bad"),
    [
        (
            "UPDATE store_ledgerbody SET salt = zeroblob(16) WHERE entry_id >= 4",
            "entry 4: body and salt do not give the digest in its envelope",
            4,
        ),
        (
            "UPDATE store_ledgerentry SET envelope = envelope || ' ' WHERE seq = 2",
            "entry 2: the database cannot read its row",
            2,
        ),
    ],
)
def test_verify_names_the_first_bad_entry(var: Path, sql: str, said: str, first_bad: int) -> None:
    alter(var, sql)
    verified = gatelodge("verify", var=var)
    assert verified.returncode == 1
    assert said in verified.stdout
    assert verified.stdout.endswith(f"DAMAGED. First bad entry: {first_bad}.\n")
    assert "Traceback" not in verified.stderr


def test_verify_finds_an_altered_document_and_checkpoint(var: Path) -> None:
    (document,) = (path for path in var.glob("documents/*/*") if path.is_file())
    document.write_bytes(b"Warrant")
    alter(var, CHECKPOINT_ALTERED)
    verified = gatelodge("verify", var=var)
    assert verified.returncode == 1
    assert f"document {document.name}: its bytes are not those that were kept" in verified.stdout
    assert "checkpoint of 5 entries: its signature does not verify" in verified.stdout
    assert "No entry is bad by itself" in verified.stdout
    alter(var, "UPDATE store_signedcheckpoint SET text = 'gatelodge'")
    alter(var, "UPDATE store_documentcard SET card = '{}'")
    verified = gatelodge("verify", var=var)
    said = "its row holds text where it should hold bytes"
    assert f"checkpoint of 5 entries: {said}" in verified.stdout
    assert f"document {document.name}: {said}" in verified.stdout


def test_a_database_file_that_is_none_is_said_plainly(var: Path) -> None:
    file = var / "gatelodge.sqlite3"
    file.write_bytes(b"no database" + file.read_bytes()[11:])
    verified = gatelodge("verify", var=var)
    assert verified.returncode == 1
    assert "The database itself cannot be read" in verified.stderr
    assert "Traceback" not in verified.stderr


def test_a_checkpoint_kept_elsewhere_finds_a_ledger_that_was_cut_short(
    var: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text(gatelodge("checkpoint", var=var).stdout)
    alter(var, "DELETE FROM store_signedcheckpoint")
    alter(var, "DELETE FROM store_ledgerbody WHERE entry_id = 5")
    alter(var, "DELETE FROM store_ledgerentry WHERE seq = 5")
    alter(var, "DELETE FROM store_commandanswer")
    assert gatelodge("verify", var=var).returncode == 0
    verified = gatelodge("verify", "--checkpoint", str(kept), var=var)
    assert verified.returncode == 1
    assert "signed over 5 entries and the ledger has 4: the newest are missing" in verified.stdout


def test_what_cannot_be_verified_is_said_plainly(var: Path, tmp_path: Path) -> None:
    nowhere = gatelodge("verify", var=tmp_path / "nowhere")
    assert (nowhere.returncode, nowhere.stdout) == (2, "")
    assert "There is no ledger here" in nowhere.stderr
    assert not (tmp_path / "nowhere").exists()
    missing = gatelodge("verify", "--checkpoint", str(tmp_path / "none"), var=var)
    assert missing.returncode == 2
    assert "No such file" in missing.stderr
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("gatelodge\n")
    refused = gatelodge("verify", "--checkpoint", str(wrong), var=var)
    assert refused.returncode == 2
    assert "does not have the lines of a checkpoint" in refused.stderr
    unsigned = gatelodge("checkpoint", var=tmp_path / "nowhere")
    assert (unsigned.returncode, unsigned.stdout) == (2, "")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"GATELODGE_MODE": "test"}, "must be one of live, demo, replay"),
        ({"GATELODGE_CLOCK": "clock"}, "allowed in demo and replay alone"),
        ({"GATELODGE_PUBLIC_URL": "gate.example"}, "GATELODGE_PUBLIC_URL is 'gate.example'"),
        ({"GATELODGE_COURT_URL": "ftp://court"}, "GATELODGE_COURT_URL is 'ftp://court'"),
        ({"DATABASE_URL": "mysql://root@localhost/gate"}, "sqlite:/// or postgresql://"),
    ],
)
def test_a_wrong_setting_stops_the_process_with_its_name(
    tmp_path: Path, settings: dict[str, str], said: str
) -> None:
    refused = run("-c", START, var=tmp_path / "var", settings=settings)
    assert refused.returncode != 0
    assert said in refused.stderr.splitlines()[-1]


def test_a_secret_that_others_can_read_stops_the_process(var: Path) -> None:
    (var / "keys" / "django").chmod(0o644)
    refused = run("-c", START, var=var)
    assert refused.returncode != 0
    assert "chmod 600" in refused.stderr


def test_a_practice_clock_runs_in_replay(var: Path) -> None:
    def show() -> subprocess.CompletedProcess[str]:
        return run(
            "-c",
            START + "print(installation.clock().now(), installation.clock().is_practice)",
            var=var,
            settings={"GATELODGE_MODE": "replay", "GATELODGE_CLOCK": str(var / "clock")},
        )

    assert "holds no instant" in show().stderr
    (var / "clock").write_text("2026-09-03T09:00:00+00:00")
    assert show().stdout == "2026-09-03 09:00:00+00:00 True\n"
