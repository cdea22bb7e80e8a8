"""What docs/engine.md shows is what the commands and the program print."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from .test_command_line import run

PAGE = Path(__file__).parents[2] / "docs" / "engine.md"


@pytest.fixture(scope="module")
def blocks() -> dict[str, str]:
    """The page's blocks of code, one of each language."""
    found = re.findall(r"```(\w+)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert len({language for language, _ in found}) == len(found)
    return dict(found)


def test_the_worked_example_is_what_the_command_prints(
    blocks: dict[str, str], tmp_path: Path
) -> None:
    case = tmp_path / "case.json"
    case.write_text(blocks["json"])
    command, shown = blocks["console"].split("\n", 1)
    assert command == "$ gatelodge calculate case.json --working"
    printed = run("calculate", case, "--working").stdout
    # The page leaves the fingerprint of the law out, which changes with any of its files.
    assert re.sub(r"(law [0-9-]{11})[0-9a-f]{12}", r"\1...", printed) == shown


def test_the_program_prints_what_the_page_says(blocks: dict[str, str]) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", blocks["python"]], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == blocks["text"]
