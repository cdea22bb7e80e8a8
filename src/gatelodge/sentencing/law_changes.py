"""What differs between two states of the law: two days of one book, or two books.

A state is what stands on a day: each value, release point, tranche, practice, source and list of
offences, by name, with where it comes from.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from gatelodge.sentencing.law_files import Enactment, Tranche
from gatelodge.sentencing.lawbook import LawBook
from gatelodge.sentencing.offences import offence_register
from gatelodge.sentencing.working import Citation


class Provision(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that the law says: since when, on what authority, our note where it is a reading.

    `day_confirmed`: whether somebody read the day.
    """

    says: str
    begins_on: date | None
    authority: tuple[Citation, ...]
    note: str | None = None
    day_confirmed: bool = True


class LawChange(msgspec.Struct, frozen=True, kw_only=True):
    """One difference. `before` or `after` is None where the law says nothing on that side."""

    name: str
    before: Provision | None
    after: Provision | None


def provisions(book: LawBook, on: date) -> dict[str, Provision]:
    """Give all that stands in a book on a day, by name."""
    standing: dict[str, Provision] = {}
    for each in book.enactments:
        standing.update(_of(each, on))
    standing.update(_offence_lists(book, on))
    return standing


def compare_law(before: tuple[LawBook, date], after: tuple[LawBook, date]) -> tuple[LawChange, ...]:
    """Compare two states of the law, each a book on a day: what differs, in the order of the law.

    What only has a new authority differs too; a note alone does not.
    """
    old, new = provisions(*before), provisions(*after)
    return tuple(
        LawChange(name=name, before=old.get(name), after=new.get(name))
        for name in dict.fromkeys((*old, *new))
        if _essence(old.get(name)) != _essence(new.get(name))
    )


def _essence(provision: Provision | None) -> tuple[object, ...]:
    return () if provision is None else (provision.says, provision.authority)


def _of(each: Enactment, on: date) -> Iterator[tuple[str, Provision]]:
    """Give what one file says on a day; a practice or reading stands from its day on."""
    begun = each.commences <= on
    for key, change in each.set.items():
        if begun or key.partition(".")[0] in each.reaches_back:
            said = str(change.now).lower() if isinstance(change.now, bool) else str(change.now)
            yield (
                key,
                Provision(
                    says=said,
                    begins_on=each.commences if begun else None,
                    authority=each.citations_of(key),
                    note=change.note or each.note,
                    day_confirmed=each.day_confirmed,
                ),
            )
    for topic, cite in each.cite.items():
        yield (
            f"source.{topic}",
            Provision(says="cited", begins_on=None, authority=cite.citations),
        )
    if begun:
        yield from ((name, _plain(each, says)) for name, says in _of_schemes(each, on))


def _of_schemes(each: Enactment, on: date) -> Iterator[tuple[str, str]]:
    point = each.release_point
    if point is not None:
        named = ", ".join(sorted(point.excluded_by | point.included_by))
        plus = f", SDS+ {point.fraction_sds_plus}" if point.fraction_sds_plus else ""
        for_whom = f" for {point.applies_to}" + (f" by {named}" if named else "")
        yield f"scheme.{each.id}", f"release point {point.fraction}{plus}{for_whom}"
    if each.fixed_term is not None:
        yield f"scheme.{each.id}", f"recall for {each.fixed_term.days} days"
    for tranche in each.tranche:
        if tranche.begins <= on:
            yield f"scheme.{each.id}.{tranche.name}", f"{tranche.begins}: {reach(tranche)}"
    for practice in each.practices:
        yield f"practice.{practice}", "in force"
    for construction in each.constructions:
        yield f"reading.{construction}", "in force"
    for rule in each.unsettled:
        offence = f"offence {rule.offence_from} to {rule.offence_to}"
        release = f"release from {rule.release_from} and before {rule.release_before}"
        yield f"unsettled.{rule.code}", f"{rule.offence_list}: {offence}, {release}"


def _plain(each: Enactment, says: str) -> Provision:
    return Provision(
        says=says,
        begins_on=each.commences,
        authority=each.citations,
        note=each.note,
        day_confirmed=each.day_confirmed,
    )


def reach(tranche: Tranche) -> str:
    """Say whom a tranche reaches."""
    if tranche.under_years is not None:
        return f"sentences under {tranche.under_years} years"
    if tranche.at_most_days is not None:
        return f"sentences of at most {tranche.at_most_days:,} days"
    return "all the rest"


def _offence_lists(book: LawBook, on: date) -> Iterator[tuple[str, Provision]]:
    register = offence_register(book.listed)
    for list_id in register.list_ids:
        codes = register.codes_on(list_id, on.toordinal())
        if codes:
            yield (
                f"offences.{list_id}",
                Provision(
                    says=" ".join(sorted(codes)),
                    begins_on=None,
                    authority=register.authority_of(list_id, on.toordinal()),
                    note=register.list_named(list_id).note or None,
                ),
            )
