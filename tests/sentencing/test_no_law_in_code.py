"""Law stands in law files: no date, no fraction and no figure of law in the engine's code."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import gatelodge.sentencing

ROOT = Path(gatelodge.sentencing.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
DRAWN = {"picture_drawing.py"}
"""Its figures are lengths on paper."""
OTHERS_WORDS = {"hints.py"}
"""Its texts are the official service's own."""
SMALL = 2
WHOLE = "Ratio(1, 1)"
"""The whole of a term is no fraction of it."""
# Figures that are no law, by module: the calendar, pence, the limits of belief, how JSON errors are
# cut, and which of a step's figures is its date.
ALLOWED = {
    "chains.py": {500},
    "days.py": {12, 7, 28},
    "working_days.py": {5},
    "corpus_format.py": {100},
    "validation.py": {366, 31, 7, 500, 5_000, 100_000, 500_000, 1850, 2200},
    "validation_record.py": {100},
    "lawbook.py": {12},
    "working.py": {3, 4},
}


def _numbers(tree: ast.AST) -> set[int | float]:
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
    }


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if path.name not in DRAWN],
    ids=lambda path: path.name,
)
def test_no_figure_of_law_stands_in_code(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    found = {number for number in _numbers(tree) if number > SMALL or isinstance(number, float)}
    assert found <= ALLOWED.get(path.name, set())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_no_date_and_no_fraction_is_written_in_code(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            constants = all(isinstance(each, ast.Constant) for each in node.args) and node.args
            written = ast.unparse(node)
            if node.func.id in {"date", "Fraction", "Ratio", "Decimal"} and written != WHOLE:
                assert not constants, f"{path.name}:{node.lineno}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not _is_written_date(node.value), f"{path.name}:{node.lineno}"


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if path.name not in OTHERS_WORDS],
    ids=lambda path: path.name,
)
def test_no_figure_of_law_stands_in_the_words_of_code(path: Path) -> None:
    """What a person reads takes its figures from the law too, or a change of law leaves them."""
    for text, line in _words(ast.parse(path.read_text("utf-8"))):
        assert not _FIGURE.search(text), f"{path.name}:{line}: {text}"


_FIGURE = re.compile(
    r"\b(?!1 day)\d+ (days?|weeks?|months?|years?|hours?|pence|pounds|"
    r"January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b(under|over|aged?) \d+"
)


def _words(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Give the strings of a module that are no docstrings, each with its line."""
    docstrings = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if id(node) not in docstrings:
            yield node.value, node.lineno


def _is_written_date(text: str) -> bool:
    parts = text.split("-")
    return len(parts) == 3 and all(part.isdecimal() for part in parts)


def test_the_engine_imports_nothing_but_msgspec_and_the_standard_library() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for name in names:
                root = name.partition(".")[0]
                inside = name.startswith("gatelodge.sentencing")
                assert inside or root == "msgspec" or root in sys.stdlib_module_names, (
                    f"{path.name}: {name}"
                )
