"""The tests' own server: what happens with a wrong call, and where there is no PostgreSQL."""

from pathlib import Path

import pytest

from tests import throwaway_postgres


def test_a_call_without_a_command_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    assert throwaway_postgres.main([]) == 2
    assert "Name a command" in capsys.readouterr().err


@pytest.mark.parametrize(("in_ci", "code"), [("", 0), ("false", 0), ("true", 1), ("True", 1)])
def test_without_a_server_it_names_what_is_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], in_ci: str, code: int
) -> None:
    monkeypatch.setenv("CI", in_ci)
    assert throwaway_postgres.absent() == code
    said = capsys.readouterr().err
    assert "SKIPPED: the tests on PostgreSQL" in said
    assert "make system-packages" in said


def test_it_passes_the_address_and_the_exit_code_on(tmp_path: Path) -> None:
    programs = throwaway_postgres.server_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not here: make system-packages")
    told = tmp_path / "address"
    command = ["sh", "-c", f'echo "$DATABASE_URL" > {told}; exit 7']
    assert throwaway_postgres.main(command) == 7
    address = told.read_text().strip()
    assert address.startswith("postgresql://postgres@%2F")
    assert address.endswith("/gatelodge")
