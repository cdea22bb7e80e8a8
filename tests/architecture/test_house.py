"""The house keeps its own rules: layers, names, no debt, a base install without a server."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "gatelodge"
MODULES = sorted(p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts)
BANNED_NAMES = {"utils", "helpers", "common", "managers", "services", "misc", "lib"}
BANNED_WORDS = re.compile(r"(Manager|Processor|Handler|Helper|Data|Info)$")
LONGEST_MODULE = 600


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_no_module_has_a_name_that_says_nothing() -> None:
    said = {part for p in MODULES for part in p.relative_to(SOURCE).with_suffix("").parts}
    assert not said & BANNED_NAMES


def test_no_class_is_named_after_plumbing() -> None:
    found = {
        f"{path.relative_to(SOURCE)}: {node.name}"
        for path in MODULES
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ClassDef) and BANNED_WORDS.search(node.name)
    }
    assert not found


def test_no_module_is_too_long_to_find_ones_way_in() -> None:
    long = {
        str(p.relative_to(SOURCE)): n
        for p in MODULES
        if (n := len(p.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    assert not long


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(p.relative_to(SOURCE))
        for p in MODULES
        if p.read_text() and not ast.get_docstring(_tree(p))
    ]
    assert not silent


def test_no_silenced_rule_without_its_code_and_a_reason() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for folder in (SOURCE, ROOT / "tests")
        for path in folder.rglob("*.py")
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"#\s*(noqa|type:\s*ignore)", line)
        and not re.search(
            r"#\s*(noqa: [A-Z]+\d+(, [A-Z]+\d+)*|type:\s*ignore\[[\w, -]+\])\s*[#-]\s*\S+", line
        )
    ]
    assert not bare


@pytest.mark.parametrize(
    "word", ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error", "xf" + "ail"]
)
def test_nothing_is_left_unfinished(word: str) -> None:
    left = [
        str(p.relative_to(ROOT))
        for folder in (SOURCE, ROOT / "tests")
        for p in folder.rglob("*.py")
        if p != Path(__file__) and re.search(rf"\b{word}\b", p.read_text(encoding="utf-8"))
    ]
    assert not left


def test_the_lock_holds_no_address_and_covers_every_dependency() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    assert not re.search(r"https?://", lock)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = [
        *project["project"]["dependencies"],
        *(d for extra in project["project"]["optional-dependencies"].values() for d in extra),
        *project["dependency-groups"]["dev"],
    ]
    names = {re.split(r"[\[><=]", d)[0].lower() for d in asked} - {"gatelodge"}
    locked = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    assert names <= locked


def test_the_command_line_answers_without_loading_the_server() -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            (
                "import sys\n"
                "from gatelodge.cli import main\n"
                "sys.argv = ['gatelodge', '--help']\n"
                "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
                "loaded = sorted({'django', 'httpx', 'dask', 'typst'} & set(sys.modules))\n"
                "assert not loaded, loaded\n"
            ),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert told.returncode == 0, told.stderr
    assert "calculate" in told.stdout


def test_the_project_does_not_speak_of_the_machine_it_was_made_on() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout: nothing to list")
    paths = re.compile("/wo" + "rk/|/ro" + "ot/")
    told = [
        name
        for name in listed.stdout.split("\0")
        if name and (file := ROOT / name).is_file() and file.stat().st_size < 400_000
        for text in [file.read_bytes()]
        if b"\0" not in text and paths.search(text.decode("utf-8", "replace"))
    ]
    assert not told
