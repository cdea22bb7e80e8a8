"""The ledger of conditions: what must be in place when somebody is let out (G20 to G24).

No victim is named here, and nothing of what one asked but whether anybody is to be told.
"""

from collections.abc import Iterator
from typing import Final

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from gatelodge.record.facts import (
    ConditionMet,
    ConditionsSet,
    LicenceIssued,
    LicenceSigned,
    ProbationTold,
    PublicProtectionStated,
    ReleaseNotified,
    VictimContactStated,
)
from gatelodge.web import entry_links
from gatelodge.web.entering.conditions import open_conditions
from gatelodge.web.people.ledgers import Row, counted, findings, row, show
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest
from gatelodge.web.states import sentence_case
from gatelodge.web.words_of_time import day, moment

_CHECKS: Final = ("G20", "G21", "G22", "G23", "G24")
_ENTER: Final = (
    ("conditions-set", "Enter the conditions of release"),
    ("condition-met", "Enter that a condition is met"),
    ("licence-issue", "Issue the licence"),
    ("probation-told", "Enter that probation was told"),
    ("public-protection", "Enter public-protection flags"),
    ("victim-contact", "Enter whether a victim is to be told"),
    ("release-notified", "Enter who was told of the release"),
)
_KINDS: Final = (
    ConditionsSet,
    ConditionMet,
    LicenceIssued,
    LicenceSigned,
    ProbationTold,
    PublicProtectionStated,
    VictimContactStated,
    ReleaseNotified,
)


@require_GET
def conditions(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Conditions and their proof, the licence, and everybody who is told of a release."""
    page = RecordPage(request, "person-conditions")
    return show(
        page,
        "people/conditions.html",
        found=findings(page, *_CHECKS),
        kinds=_KINDS,
        enter=_ENTER,
        set_out=list(_set_out(page)),
        licence=list(_licence(page)),
        probation=list(_probation(page)),
        flags=list(_flags(page)),
        victims=list(_victims(page)),
        notified=list(_notified(page)),
    )


def _set_out(page: RecordPage) -> Iterator[Row]:
    """Each condition as it was set, with its proof; a proof from before it was set counts not."""
    stated = page.record.conditions
    if stated is None:
        return
    if not stated.fact.conditions:
        yield row(page, stated, "None", "The paper sets no conditions.")
    still_open = open_conditions(page)
    for place, words in enumerate(stated.fact.conditions, start=1):
        proofs = [each for each in page.record.conditions_met if each.fact.condition == words]
        if words in still_open:
            met = "Not met yet."
            if proofs:
                met += " It was met once, before these conditions were set: it is met anew."
            yield row(page, stated, f"Condition {place}", f"{words} {met}")
        else:
            met = f"Met: {proofs[-1].fact.how}"
            made = row(page, stated, f"Condition {place}", f"{words} {met}", proofs[-1])
            named = entry_links.links(page, proofs[-1], "its proof")
            yield made | {"actions": [*entry_links.links(page, stated), *named]}


def _licence(page: RecordPage) -> Iterator[Row]:
    issued, signed = page.record.licence, page.record.licence_signed
    if issued is None:
        return
    on_it = counted(len(issued.fact.conditions), "condition")
    listed = "; ".join(words.rstrip(". ") for words in issued.fact.conditions)
    yield row(page, issued, "Licence", f"{on_it}{f': {listed}' if listed else ''}.")
    if signed is None:
        return
    if signed.entry.seq < issued.entry.seq:
        yield row(page, signed, "Signature", "Of an earlier licence. This one is not signed yet.")
        return
    witness = signed.fact.refusal_witnessed_by
    said = f"Signing was refused before {witness}." if witness else "It was signed."
    yield row(page, signed, "Signature", f"Read to the person by {signed.fact.read_by}. {said}")


def _probation(page: RecordPage) -> Iterator[Row]:
    told = page.record.probation
    if told is None:
        return
    fact = told.fact
    address = "confirmed" if fact.address_is_confirmed else "not confirmed"
    yield row(page, told, "Officer", f"{fact.officer}, told {moment(fact.told_at)}.")
    yield row(page, told, "Address", f"{sentence_case(address)}.") | {"actions": []}
    where = f"{fact.reports_to}, {moment(fact.reports_at)}."
    yield row(page, told, "Reports to", where) | {"actions": []}


def _flags(page: RecordPage) -> Iterator[Row]:
    stated = page.record.public_protection
    if stated is not None:
        fact = stated.fact
        asked = f"{fact.answered_by} ({fact.asked_of}), asked {moment(fact.asked_at)}."
        yield row(page, stated, "Flags", f"{', '.join(fact.flags) or 'None'}. {asked}")


def _victims(page: RecordPage) -> Iterator[Row]:
    stated = page.record.victim_contact
    if stated is not None:
        officer = stated.fact.liaison_officer.strip()
        told = f"Victim liaison is to be told: {officer}." if officer else "Nobody is to be told."
        asked = f"{stated.fact.answered_by}, asked {moment(stated.fact.asked_at)}."
        yield row(page, stated, "Victim liaison", f"{told} {asked}")


def _notified(page: RecordPage) -> Iterator[Row]:
    for each in page.record.notified:
        fact = each.fact
        reference = f", reference {fact.reference}" if fact.reference else ""
        value = (
            f"{fact.named}, told {moment(fact.told_at)} of the release on {day(fact.release_on)}"
            f"{reference}."
        )
        yield row(page, each, sentence_case(fact.recipient.value), value)
