"""The library at the command line: judge a folder of cases.

Answers go to standard output. Exit codes: 0 all well; 1 something is wrong; 2 the input cannot be
read.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Annotated, NoReturn

import msgspec
from cyclopts import Parameter
from rich.console import Console
from rich.table import Table

from gatelodge.sentencing import (
    Expected,
    Outcome,
    Verdict,
    judge,
    judge_hints,
)

_CASES = "overall_calculation"
_ANSWERS = "overall_calculation_response"
_SENTENCES = "sentence_level_calculation_response"
_BREAKDOWNS = "calculation_breakdown_response"
_HINTS = "hint-text"
_HINT_CASES = "input-data"
_HINT_ANSWERS = "expected-results"
_CHUNK = 32
_FOUND = 1
_UNREADABLE = 2


def _stop(message: str, code: int = _UNREADABLE) -> NoReturn:
    sys.stderr.write(message.rstrip() + "\n")
    sys.exit(code)


def conformance(
    folder: Path,
    *,
    names: Path | None = None,
    jobs: int = 1,
    failures: bool = False,
    json_: Annotated[Path | None, Parameter(name="--json")] = None,
) -> None:
    """Judge a folder of outside cases: right, refused or wrong. The last line is the total.

    Exit code 0: nothing is wrong. 1: something is. 2: the folder or the list cannot be read.

    Parameters
    ----------
    folder
        Holds overall_calculation and its answers: overall_calculation_response, and perhaps
        sentence_level_calculation_response, calculation_breakdown_response and hint-text.
    names
        Judge only the cases this file names, one a line; hint cases as hint-text/NAME.
    jobs
        How many processes share the work.
    failures
        Name each case that is wrong, and what differs.
    json_
        Write every verdict to this file.
    """
    chosen = _chosen(folder, names)
    if jobs > 1:
        with ProcessPoolExecutor(jobs) as pool:
            verdicts = list(pool.map(_judge_file, chosen, chunksize=_CHUNK))
    else:
        verdicts = [_judge_file(task) for task in chosen]
    _report(verdicts, failures=failures)
    if json_ is not None:
        json_.write_bytes(msgspec.json.format(msgspec.json.encode(verdicts)))
    if any(verdict.outcome is Outcome.WRONG for verdict in verdicts):
        sys.exit(_FOUND)


_Task = tuple[Path, str]


def _chosen(folder: Path, names: Path | None) -> list[_Task]:
    if not (folder / _CASES).is_dir():
        _stop(f"{folder} holds no folder {_CASES}. Give the folder that the outside cases lie in.")
    there = _names_of(folder / _CASES, "") | _names_of(folder / _HINTS / _HINT_CASES, _HINTS + "/")
    if names is None:
        return [(folder, name) for name in sorted(there)]
    try:
        lines = names.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as wrong:
        _stop(f"{names} cannot be read: {wrong}. Give a text file with one case name a line.")
    wanted = dict.fromkeys(line.strip() for line in lines if line.strip())
    unknown = [name for name in wanted if name not in there]
    if unknown:
        _stop(f"{names}: {unknown[0]} is no case under {folder}. Correct the name or leave it out.")
    return [(folder, name) for name in wanted]


def _names_of(folder: Path, prefix: str) -> set[str]:
    return {
        prefix + path.relative_to(folder).with_suffix("").as_posix()
        for path in folder.rglob("*.json")
    }


def _judge_file(task: _Task) -> Verdict:
    folder, name = task
    if name.startswith(_HINTS + "/"):
        rest = name.removeprefix(_HINTS + "/") + ".json"
        text = (folder / _HINTS / _HINT_CASES / rest).read_bytes()
        return judge_hints(name, text, _expected(folder / _HINTS / _HINT_ANSWERS / rest))
    text = (folder / _CASES / f"{name}.json").read_bytes()
    expected = Expected(
        dates=_expected(folder / _ANSWERS / f"{name}.json"),
        sentences=_expected(folder / _SENTENCES / f"{name}.json"),
        breakdown=_expected(folder / _BREAKDOWNS / f"{name}.json"),
    )
    return judge(name, text, expected)


def _expected(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _report(verdicts: Sequence[Verdict], *, failures: bool) -> None:
    console = Console(soft_wrap=True, highlight=False)
    console.print(_counts("Group", verdicts, lambda each: each.group))
    console.print(_counts("Profile", verdicts, lambda each: each.profile))
    refused = Counter(
        reason for each in verdicts if each.outcome is Outcome.REFUSED for reason in each.reasons
    )
    for reason, count in sorted(refused.items(), key=lambda pair: (-pair[1], pair[0])):
        console.print(f"refused {count:>4}  {reason}", markup=False)
    if failures:
        for each in verdicts:
            if each.outcome is Outcome.WRONG:
                console.print(f"WRONG {each.name}: {'; '.join(each.reasons)}", markup=False)
    console.print(_total(verdicts), markup=False)


def _counts(title: str, verdicts: Iterable[Verdict], key: Callable[[Verdict], str]) -> Table:
    counts: dict[str, Counter[Outcome]] = {}
    for each in verdicts:
        counts.setdefault(key(each), Counter())[each.outcome] += 1
    table = Table(title, *(Outcome), box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for row, outcomes in sorted(counts.items()):
        table.add_row(row, *(str(outcomes[outcome]) for outcome in Outcome))
    return table


def _total(verdicts: Sequence[Verdict]) -> str:
    counts = Counter(each.outcome for each in verdicts)
    dated = sum(each.is_date_case and each.outcome is Outcome.RIGHT for each in verdicts)
    said = ", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome)
    return f"Total: {said} of {len(verdicts)} cases ({dated} date cases right)"
