"""What is made from the code: pages of docs/, schemas, the library's calendar.

With `--check`: fail when one is stale.
"""

import inspect
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from gatelodge.adapters.holidays import bank_holidays
from gatelodge.gate import AT_NIGHT, CHECKS, EXIT_TYPES
from gatelodge.gate.assess import spoken_limit
from gatelodge.gate.prepared import GOES_WITH
from gatelodge.record import facts
from gatelodge.record.facts import FACT_KINDS
from gatelodge.sentencing import (
    SCHEMAS,
    WAYS,
    Doubt,
    Enactment,
    LawBook,
    asked_of_a_person,
    hazard_register,
    schema_text,
    statute_files,
)

ROOT = Path(__file__).parents[1]
CALENDAR = "src/gatelodge/sentencing/law/calendar/bank-holidays.toml"
MADE = "<!-- Made by tools/pages_of_docs.py from the code. Do not edit. -->"
THEMES = (
    *("identity", "authorities", "court", "dates", "enquiries", "conditions", "exits", "going_out"),
    *("absences", "watching", "rounds", "registers"),
)


def checks() -> Iterator[str]:
    """The gate's checks, each with its source."""
    yield from ("# The checks of the release gate", "", MADE, "")
    yield "Unknown never passes. A check that cannot be run counts as not met."
    for each in CHECKS:
        fresh = f"{spoken_limit(each.fresh_for)}" if each.fresh_for else "does not age"
        yield from ("", f"## {each.name}: {each.question}", "")
        yield from (" ".join(inspect.getdoc(each.judge).split()), "")
        yield f"- **If not:** {each.what_to_do}"
        by = ", ".join(AT_NIGHT[each.name].by)
        yield f"- **At night and at weekends:** {AT_NIGHT[each.name].words} On duty: {by}."
        yield f"- **Evidence counts for:** {fresh}"
        yield f"- **Not met:** {each.on_fail}s the exit"
        if each.rule is not None:
            yield f"- **Accepts:** {each.rule.accepts}"
            yield f"- **Supplied by:** {', '.join(each.rule.by)}"
            yield f"- **The rule:** {each.rule.spoken}"
            yield f"- **For example:** {each.rule.example}"
        yield f"- **Source:** {each.source}"
        if each.cases:
            yield f"- **Answers the published case:** {', '.join(each.cases)}"


def exits() -> Iterator[str]:
    """The table of types of exit: acts and people, type by check, and what goes with which."""
    yield from ("# Types of exit", "", MADE, "")
    yield "An exit has one type. It follows from the authority, and the exit that is entered at the"
    yield from ("gate is the one that was authorised.", "", "## Acts and people", "")
    yield from ("| Exit | Custody goes on | Escorted | Acts | People |", "|---|---|---|---|---|")
    for exit_type, rule in EXIT_TYPES.items():
        goes_on = "yes" if exit_type.keeps_in_custody else "no"
        escorted = "yes" if exit_type.is_escorted else "no"
        acts = "; ".join(rule.acts)
        yield f"| {exit_type} | {goes_on} | {escorted} | {acts} | {rule.people} |"
    yield from ("", "## Exit by check", "")
    yield "A letter says why a check is not needed; the entries that make it so are its evidence."
    reasons = dict.fromkeys(
        each.reason for rule in EXIT_TYPES.values() for each in rule.not_needed.values()
    )
    letters = {reason: chr(ord("a") + place) for place, reason in enumerate(reasons)}
    yield ""
    yield from (f"- **{letter}** {reason.words()}" for reason, letter in letters.items())
    yield from ("", f"| Check | {' | '.join(EXIT_TYPES)} |", f"|---|{'---|' * len(EXIT_TYPES)}")
    for each in CHECKS:
        cells = (
            letters[rule.not_needed[each.name].reason]
            if each.name in rule.not_needed
            else "required"
            for rule in EXIT_TYPES.values()
        )
        yield f"| {each.name} | {' | '.join(cells)} |"
    yield from ("", "## What goes with which exit", "")
    yield "What is made ready for another exit than the planned one stops it (G30)."
    yield from ("", "| Made ready | For |", "|---|---|")
    for what, goes_with in GOES_WITH.items():
        yield f"| {what} | {', '.join(each for each in EXIT_TYPES if each in goes_with)} |"


def ledger() -> Iterator[str]:
    """The entry kinds by theme, with their fields."""
    yield from ("# What the ledger can say", "", MADE, "")
    yield (
        "An entry is an envelope (number, stream, times, who, why, source, hash) around one of"
        " these facts. A stored name never changes; a changed shape is a new version."
    )
    for theme in THEMES:
        module = getattr(facts, theme)
        yield from (
            "",
            f"## {theme.replace('_', ' ').capitalize()}",
            "",
            module.__doc__.splitlines()[0],
            "",
        )
        yield from ("| Kind | Meaning | Fields | For a live pass |", "|---|---|---|---|")
        for kind in FACT_KINDS:
            if kind.__module__ == module.__name__:
                meaning = inspect.getdoc(kind).split("\n\n")[0].replace("\n", " ")
                fields = ", ".join(f"`{name}`" for name in kind.__struct_fields__)
                row = (f"`{kind.KIND}` v{kind.KIND_VERSION}", meaning, fields, str(kind.NATURE))
                yield f"| {' | '.join(row)} |"


def law() -> Iterator[str]:
    """What `gatelodge law show` prints."""
    yield from ("# The law that the engine reads", "", MADE, "")
    yield "Each file of `src/gatelodge/sentencing/law/` with its values and sources, as printed by"
    yield from ("`gatelodge law show`.", "", "```text")
    printed = subprocess.run(
        [Path(sys.executable).with_name("gatelodge"), "law", "show"],
        capture_output=True,
        text=True,
        check=True,
    )
    yield from (*printed.stdout.rstrip().splitlines(), "```")
    yield from _two_books()
    yield from _hazards()


def _two_books() -> Iterator[str]:
    """Where the statute and the official service part, row by row."""
    yield from ("", "## Two law books", "")
    yield (
        "The law in force follows the statute; the profiles of the outside cases date as the"
        " official service does. These law files hold for the law in force alone. A draft waits for"
        " a day that nobody has found, and holds for neither."
    )
    yield from ("", "| What | Law in force | Official service | Source | Status |")
    yield "|---|---|---|---|---|"
    for each in statute_files():
        for statute, service in _readings(each):
            source = "; ".join(str(citation) for citation in each.citations)
            yield f"| {each.title} | {statute} | {service} | {source} | {each.status} |"


def _readings(each: Enactment) -> Iterator[tuple[str, str]]:
    for construction in each.constructions:
        yield WAYS[construction].chosen, WAYS[construction].otherwise
    if each.release_point is not None:
        yield f"Sentences of this day or later: {each.release_point.fraction}.", "As before."
    if each.practices and each.day_confirmed:
        yield "So.", "Not so, unless its switch is on."
    elif each.practices:
        yield each.note or "A person decides.", "As before."


def _hazards() -> Iterator[str]:
    """Every hazard of the engine's register."""
    yield from ("", "## Hazards", "")
    yield (
        "Places where the law or its practice is in doubt about a date. Each is asked of every"
        " booking that is dated under the law in force. Where two readings can be worked out, both"
        " are given, the law in force's own first; where they give the same dates nothing is in"
        " doubt. A hazard fails G08 until a person has decided it with a reason, which is due"
        " before the earliest release of any reading."
    )
    chosen = LawBook.in_force().constructions
    yield from ("", "| Code | What is in doubt | A person decides | Readings | Source |")
    yield "|---|---|---|---|---|"
    for each in hazard_register():
        yield (
            f"| `{each.code}` | {each.title} | {each.question} |"
            f" {_spoken_readings(each, chosen)} | {each.authority} |"
        )
    yield from _asked()


def _asked() -> Iterator[str]:
    """What no booking shows."""
    yield from ("", "## Asked of a person, not found by the engine", "")
    yield (
        "Doubts about a date that no booking shows. No hazard is raised for them; whoever enters"
        " or checks the dates must know the answer."
    )
    yield from ("", "| What is in doubt | A person answers | Why it is not found | Source |")
    yield "|---|---|---|---|"
    for each in asked_of_a_person():
        yield f"| {each.title} | {each.question} | {each.because} | {each.source} |"


def _spoken_readings(each: Doubt, chosen: frozenset[str]) -> str:
    if each.other is None:
        return "one"
    ways = WAYS[each.other]
    own, other = ways.chosen, ways.otherwise
    if each.other not in chosen:
        own, other = other, own
    by_hand = (
        f" {place}. {words} Worked out by hand."
        for place, words in enumerate(each.by_hand, start=3)
    )
    return f"1. {own} 2. {other}{''.join(by_hand)}"


def calendar() -> Iterator[str]:
    """The installation's bank holidays, for a library that is installed without them."""
    yield "# Made by tools/pages_of_docs.py from gatelodge.adapters.holidays. Do not edit."
    yield "# Source: Banking and Financial Dealings Act 1971 s.1 and Sch.1; proclamations under it."
    yield "days = ["
    yield from (f"    {on}," for on in sorted(bank_holidays()))
    yield "]"


PAGES = {
    "docs/checks.md": checks,
    "docs/exits.md": exits,
    "docs/ledger.md": ledger,
    "docs/law.md": law,
    **{
        f"docs/schemas/{name}.json": partial(lambda name: schema_text(name).splitlines(), name)
        for name in SCHEMAS
    },
    CALENDAR: calendar,
}


def main() -> None:
    """Write the pages, or with --check say which of them are stale."""
    stale = []
    for name, page in PAGES.items():
        text = "\n".join(page()) + "\n"
        path = ROOT / name
        if "--check" not in sys.argv:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        sys.exit(f"Stale: {', '.join(stale)}. Run: make docs")


if __name__ == "__main__":
    main()
