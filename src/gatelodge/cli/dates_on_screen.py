"""Dates with their working on a terminal: wrapped to its width, each step with its law below it."""

from collections.abc import Sequence
from datetime import date

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gatelodge.sentencing import Citation, Dated, ReleaseDateType, ShownStep

_INDENT = 7
_CITED = "dim"


def show_dates(answer: Dated, console: Console) -> None:
    """Print each date, its steps where they were asked for, and what does not apply."""
    for date_type, on in answer.dates.items():
        console.print(_headed(date_type, on))
        steps = answer.working[date_type] if answer.working else ()
        if steps:
            console.print(Padding(_steps(steps), (0, 0, 1, _INDENT)))
    for absent in answer.not_given or ():
        words = Text.assemble((f"No {absent.type.value}: ", "bold"), absent.text)
        console.print(Group(words, Padding(_cited(absent.authority), (0, 0, 0, _INDENT))))


def _headed(date_type: ReleaseDateType, on: date) -> Text:
    return Text.assemble((f"{date_type.value:<{_INDENT}}", "bold"), f"{on:%A} {on.day} {on:%B %Y}")


def _steps(steps: Sequence[ShownStep]) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for step in steps:
        table.add_row(f"{step.number}.", Group(Text(step.text), _cited(step.authority)))
    return table


def _cited(authority: Sequence[Citation]) -> Text:
    return Text("; ".join(map(str, authority)), style=_CITED)
