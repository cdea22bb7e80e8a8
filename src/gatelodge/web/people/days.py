"""The ledger of days: added, away and credited, beside the registers and what the dates count."""

from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from gatelodge.gate import (
    AT_LARGE,
    REMAND,
    TAGGED_BAIL,
    award_named,
    days_compared,
    days_here,
)
from gatelodge.record import Stated, at_large_not_entered
from gatelodge.record.facts import (
    AddedDaysAwarded,
    AddedDaysRestored,
    AwardOnFile,
    AwardStanding,
    DaysStated,
    RemandCredited,
    TaggedBailCredited,
    UnlawfullyAtLargeRecorded,
)
from gatelodge.web.dates import facts_used
from gatelodge.web.people.ledgers import Row, counted, findings, row, show
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest
from gatelodge.web.states import sentence_case
from gatelodge.web.words_of_time import day, moment

_ENTER: Final = (
    ("days-enter", "Enter days that move the dates"),
    ("days-registers", "Enter what the registers of days hold"),
)
_KINDS: Final = (
    AddedDaysAwarded,
    AddedDaysRestored,
    UnlawfullyAtLargeRecorded,
    RemandCredited,
    TaggedBailCredited,
    DaysStated,
)
_SUMS: Final = (REMAND, TAGGED_BAIL, AT_LARGE)
_NOT_ASKED, _NO_DATES = "Not asked", "Not worked out"


@require_GET
def days(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Adjudications, absence and credit, reconciled with the registers and the dates."""
    page = RecordPage(request, "person-days")
    return show(
        page,
        "people/days.html",
        found=findings(page, "G10"),
        kinds=_KINDS,
        enter=_ENTER,
        totals=_totals(page),
        out_of_date=facts_used.out_of_date(page),
        compared=_compared(page),
        awards=list(_awards(page)),
        away=[*_away(page), *_away_not_entered(page)],
        remand=list(_remand(page)),
        bail=list(_bail(page)),
        registers=_registers(page),
    )


def _totals(page: RecordPage) -> str:
    here = days_here(page.record)
    added = sum(number for what, number in here.items() if what not in _SUMS)
    return (
        f"{counted(added, 'added day')} and {counted(here.get(AT_LARGE, 0))} unlawfully at large "
        f"make custody longer. {counted(here.get(REMAND, 0))} on remand and "
        f"{counted(here.get(TAGGED_BAIL, 0))} for tagged bail come off."
    )


def _compared(page: RecordPage) -> dict[str, Any]:
    """Row by row: this record, the registers, the dates, and each difference in words."""
    stated = page.record.days_stated
    here = days_here(page.record)
    there = (
        {}
        if stated is None
        else {each.what: each.there for each in days_compared(page.record, stated.fact)}
    )
    has_dates = page.record.calculation is not None
    used = days_here(facts_used.used(page)) if has_dates else {}
    rows = []
    for what in dict.fromkeys((*here, *there, *used, *_SUMS)):
        own = here.get(what, 0)
        answered = None if stated is None else there.get(what, 0)
        counts = used.get(what, 0) if has_dates else None
        words = " ".join(_differences(own, answered, counts)) or "No difference."
        rows.append(
            {
                "cells": [
                    sentence_case(what),
                    str(own),
                    _NOT_ASKED if answered is None else str(answered),
                    _NO_DATES if counts is None else str(counts),
                    words,
                ],
                "differs": words != "No difference.",
            }
        )
    return {
        "caption": "Days by what they are for",
        "caption_hidden": True,
        "head": ["Days", "This record", "Registers", "Dates count", "Difference"],
        "rows": rows,
    }


def _differences(own: int, answered: int | None, counts: int | None) -> Iterator[str]:
    if answered is None:
        yield "Not known: nobody asked the registers."
    elif own != answered:
        yield f"{_apart(own, answered)} on this record than in the registers."
    if counts is None:
        yield "No dates count them yet."
    elif counts != own:
        yield f"{_apart(counts, own)} in the dates than on this record: work them out anew."


def _apart(one: int, other: int) -> str:
    return f"{counted(abs(one - other))} {'more' if one > other else 'fewer'}"


def _awards(page: RecordPage) -> Iterator[Row]:
    """One row an adjudication: awarded, given back, what counts, what the register says of it."""
    stated = page.record.days_stated
    on_file = {award_named(a.adjudication): a for a in stated.fact.awards} if stated else {}
    here: dict[str, list[Stated[Any]]] = {}
    for each in page.record.adjustments:
        if isinstance(each.fact, AddedDaysAwarded | AddedDaysRestored):
            here.setdefault(award_named(each.fact.adjudication), []).append(each)
    counts = days_here(page.record)
    for name in dict.fromkeys((*here, *on_file)):
        facts = here.get(name, [])
        words = [_award_words(each.fact) for each in facts] or ["Not on this record."]
        words.append(f"{counted(counts.get(name, 0))} count on this record.")
        register = on_file.get(name)
        if stated is not None:
            words.append(_on_file(register))
        key = sentence_case(name.removeprefix("added days of "))
        told = [*facts, *([stated] if stated is not None and register is not None else [])]
        made = row(page, told[0], key, " ".join(words), *told[1:])
        if facts:  # the answer of the registers is corrected where it stands by itself
            made["actions"] = row(page, facts[0], key, "", *facts[1:])["actions"]
        else:
            made["actions"] = []
        yield made


def _award_words(fact: AddedDaysAwarded | AddedDaysRestored) -> str:
    match fact:
        case AddedDaysAwarded(days=number, awarded_on=on):
            return f"Awarded: {counted(number)}, on {day(on)}."
        case AddedDaysRestored(days=number, restored_on=on):
            return f"Given back: {counted(number)}, on {day(on)}."


def _on_file(award: AwardOnFile | None) -> str:
    if award is None:
        return "The register does not name it."
    back = f", {award.restored_days} given back" if award.restored_days else ""
    adds = counted(award.days_left)
    stands = {
        AwardStanding.IN_FORCE: f"in force{back}: it adds {adds}",
        AwardStanding.SUSPENDED: "suspended: it adds no days now",
        AwardStanding.QUASHED: "quashed: it adds no days",
    }[award.standing]
    return f"The register says: {counted(award.days)}, {stands}."


def _away(page: RecordPage) -> Iterator[Row]:
    for each in page.record.adjustments:
        if isinstance(each.fact, UnlawfullyAtLargeRecorded):
            period = each.fact.period
            value = (
                f"{counted(each.fact.days)}, from {day(period.first_on)} to {day(period.last_on)}."
            )
            yield row(page, each, sentence_case(each.fact.ual_reason.value), value)


def _away_not_entered(page: RecordPage) -> Iterator[Row]:
    """Times at large whose days nobody entered: G10 does not pass until somebody does."""
    for absence, number in at_large_not_entered(page.record):
        value = (
            f"Away since {moment(absence.began_at)}, and back. Nobody entered its days: "
            f"{counted(number)} by our count."
        )
        yield {"key": "Days not entered", "value": value, "source": page.sources.of(absence.began)}


def _remand(page: RecordPage) -> Iterator[Row]:
    for each in page.record.adjustments:
        fact = each.fact
        if not isinstance(fact, RemandCredited):
            continue
        period = (
            f", from {day(fact.period.first_on)} to {day(fact.period.last_on)}"
            if fact.period
            else ", without a stated period"
        )
        agreed = (
            f"Agreed by {fact.agreed_by}." if fact.agreed_by else "Who agreed it is not recorded."
        )
        words = f"Off the sentence of {day(fact.counts_from)}{period}."
        value = f"{words} {agreed}{_on_no_sentence(page, fact)}"
        yield row(page, each, counted(fact.days), value)


def _bail(page: RecordPage) -> Iterator[Row]:
    for each in page.record.adjustments:
        if isinstance(each.fact, TaggedBailCredited):
            words = f"Off the sentence of {day(each.fact.counts_from)}, half days counted already."
            value = f"{words}{_on_no_sentence(page, each.fact)}"
            yield row(page, each, counted(each.fact.days), value)


def _on_no_sentence(page: RecordPage, fact: RemandCredited | TaggedBailCredited) -> str:
    """Words for credit whose sentence is not there, or has ended."""
    if any(each.fact.imposed_on == fact.counts_from for each in page.record.sentences):
        return ""
    return " No sentence of that day is in force."


def _registers(page: RecordPage) -> list[Row]:
    stated = page.record.days_stated
    if stated is None:
        return []
    fact = stated.fact
    sums = (
        f"{counted(fact.remand_days)} on remand, {counted(fact.tagged_bail_days)} for tagged bail, "
        f"{counted(fact.at_large_days)} unlawfully at large"
    )
    awards = counted(len(fact.awards), "award") if fact.awards else "no award"
    value = f"{fact.answered_by}, asked {moment(fact.asked_at)}: {awards} of added days; {sums}."
    return [row(page, stated, sentence_case(fact.asked_of), value)]
