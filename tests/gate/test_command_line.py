"""`gatelodge checks` and `gatelodge pass verify`: what a gate has when the server is gone."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gatelodge.gate import (
    CHECKS,
    PassBook,
    PassPayload,
    in_blocks,
    make_token,
    short_code,
    write_revocations,
)
from gatelodge.record import day_in_london
from gatelodge.record.facts import ExitType
from tests.offices import known_key

KEY = known_key()


def gatelodge(*tokens: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gatelodge.cli", *tokens],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def at_the_gate(tmp_path: Path) -> Path:
    """Give a folder with the keys, a list of now, and a pass for today."""
    now = datetime.now(tz=UTC)
    (tmp_path / "keys.txt").write_text(f"{KEY.key_id} {KEY.public_key}\n")
    write_list(tmp_path, now)
    payload = PassPayload(
        pass_id="b" * 32,
        record_id="a" * 32,
        prison_number="A0042ZX",
        surname="Pell",
        forenames="Joshua",
        exit_type=ExitType.COMMUNITY,
        on=day_in_london(now),
        prison="FNI",
        record_version=30,
        follows="c" * 64,
        key_id=KEY.key_id,
        issued_at=now,
        is_practice=False,
    )
    (tmp_path / "pass.txt").write_text(make_token(payload, KEY.sign))
    return tmp_path


def write_list(folder: Path, at: datetime) -> None:
    text = write_revocations(PassBook(), at=at, today=at.date(), key_id=KEY.key_id, sign=KEY.sign)
    (folder / "revocations.txt").write_bytes(text)


def verify(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    token = (folder / "pass.txt").read_text()
    return gatelodge("pass", "verify", token, "--keys", str(folder / "keys.txt"), *more)


def test_a_pass_is_verified_by_keys_and_list_alone(at_the_gate: Path) -> None:
    done = verify(at_the_gate, "--revocations", str(at_the_gate / "revocations.txt"))
    assert done.stdout.startswith("VALID")
    assert "PELL, Joshua" in done.stdout
    assert done.returncode == 0


def test_an_old_list_is_never_valid(at_the_gate: Path) -> None:
    write_list(at_the_gate, datetime.now(tz=UTC) - timedelta(minutes=11))
    done = verify(at_the_gate, "--revocations", str(at_the_gate / "revocations.txt"))
    assert done.stdout.startswith("UNKNOWN")
    assert "Do not open. Ring the OMU" in done.stdout
    assert done.returncode == 1


def test_without_a_list_it_cannot_tell(at_the_gate: Path) -> None:
    done = verify(at_the_gate)
    assert (done.stdout.split(":")[0], done.returncode) == ("UNKNOWN", 1)


def test_the_20_signs_of_a_good_pass_accuse_nobody(at_the_gate: Path) -> None:
    """They can be looked up only by the server; a list and keys prove nothing of them."""
    code = short_code((at_the_gate / "pass.txt").read_text())
    for typed in (code, in_blocks(code), in_blocks(code).lower()):
        (at_the_gate / "pass.txt").write_text(typed)
        done = verify(at_the_gate, "--revocations", str(at_the_gate / "revocations.txt"))
        assert done.stdout == (
            "UNKNOWN: These 20 signs cannot be checked here. Scan the QR code, or ring the OMU. "
            "Do not open.\n"
        )
        assert done.returncode == 1


def test_what_is_neither_pass_nor_20_signs_is_not_ours(at_the_gate: Path) -> None:
    (at_the_gate / "pass.txt").write_text("ABCD EFGH")
    done = verify(at_the_gate)
    assert done.stdout.startswith("NOT OURS")
    assert done.returncode == 1


def test_a_file_that_is_not_there_is_named(at_the_gate: Path) -> None:
    done = verify(at_the_gate, "--revocations", str(at_the_gate / "nothing.txt"))
    assert done.returncode == 2
    assert "nothing.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_keys_that_are_none_are_named(at_the_gate: Path) -> None:
    (at_the_gate / "keys.txt").write_text("nonsense\n")
    done = verify(at_the_gate)
    assert done.returncode == 2
    assert "nonsense" in done.stderr


def test_the_list_of_checks_is_the_list() -> None:
    told = json.loads(gatelodge("checks", "--json").stdout)
    assert [each["id"] for each in told["checks"]] == [each.name for each in CHECKS]
    on_fail = {each["id"]: each["on_fail"] for each in told["checks"]}
    assert {name for name, what in on_fail.items() if what == "escalate"} == {
        *("G15", "G22", "G23", "G24")
    }
    assert {name for name, what in on_fail.items() if what == "warn"} == {"G35"}
    shown = gatelodge("checks").stdout
    assert all(each.name in shown for each in CHECKS)
