"""Who may see and do what: one table, from the name of an address to a rule.

What is not in the table is denied. The rule says which roles, at which prison, and which task the
access log names as the reason. Nobody is asked for a reason in words while they work on records of
their own prison; whoever looks from outside it is, and inspectors can read the answer (data
protection: the Data Protection Act 2018, section 62, and our decision to keep the reason).
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import msgspec

from gatelodge.casework.office import Actor
from gatelodge.record.facts import EVERY_PRISON, Role


class Scope(StrEnum):
    """What a page is about, and with it whose prison decides."""

    ANYONE = "anyone"
    """No sign-in, no person in it: help, the sign-in page, the court's signed callback."""
    SIGNED_IN = "anybody signed in"
    """About the reader alone."""
    PRISON = "a prison where the reader has such a role"
    """Lists of the prison where the reader works now."""
    RECORD = "the record's own prison"
    """One person's record: the prison that answers for the person decides."""
    ITEM = "the prison that the court wrote to, or that answers for the person"
    """One item of the inbox: the prison whose mailbox it came to decides, or the person's own."""


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table."""

    scope: Scope
    task: str
    """The task in hand, as the access log keeps it when no words are asked for."""
    roles: frozenset[Role] = frozenset()


class Verdict(StrEnum):
    """What the table says to one reader."""

    ALLOWED = "allowed"
    NOT_IN_TABLE = "address not in the access table"
    SIGN_IN_FIRST = "not signed in"
    NO_ROLE = "no role for this"
    OTHER_PRISON = "no role for this at that prison"
    REASON_NEEDED = "reason needed"


_CA: Final = Role.CASE_ADMINISTRATOR
_SC: Final = Role.SECOND_CHECKER
_HO: Final = Role.HEAD_OF_OMU
_RO: Final = Role.RECEPTION_OFFICER
_CM: Final = Role.CUSTODIAL_MANAGER
_DG: Final = Role.DUTY_GOVERNOR
_GO: Final = Role.GATE_OFFICER
_NO: Final = Role.NATIONAL_OPERATIONS
_IN: Final = Role.INSPECTOR
_EC: Final = Role.ESCORT_CONTRACTOR

_READERS: Final = (_CA, _SC, _HO, _RO, _CM, _DG, _NO, _IN)
_DATES: Final = (_CA, _SC, _HO, _DG, _NO, _IN)
_EXIT_READERS: Final = (_CA, _SC, _HO, _RO, _CM, _DG, _NO, _IN)
_EXIT_STAFF: Final = (_HO, _RO, _CM, _DG)
_AUTHORISERS: Final = (_HO, _CM)
_INBOX: Final = (_CA, _SC, _HO, _NO)
_ENTERS: Final = (_CA, _HO)
_PAPERS: Final = (_CA, _SC, _HO, _RO, _CM, _DG)
_RECEPTION: Final = (_CA, _RO, _CM)
_GATE: Final = (_GO, _RO, _CM, _DG, _HO)
_PACKS: Final = (_CA, _HO, _RO, _CM, _DG, _NO)
_ALARMS: Final = (_CA, _HO, _CM, _DG, _NO)


def _anyone(task: str) -> Rule:
    return Rule(scope=Scope.ANYONE, task=task)


def _signed_in(task: str) -> Rule:
    return Rule(scope=Scope.SIGNED_IN, task=task)


def _prison(task: str, *roles: Role) -> Rule:
    return Rule(scope=Scope.PRISON, task=task, roles=frozenset(roles))


def _record(task: str, *roles: Role) -> Rule:
    return Rule(scope=Scope.RECORD, task=task, roles=frozenset(roles))


def _item(task: str, *roles: Role) -> Rule:
    return Rule(scope=Scope.ITEM, task=task, roles=frozenset(roles))


TABLE: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        # Without a sign-in.
        "sign-in": _anyone("signing in"),
        "help": _anyone("reading the help"),
        "accessibility": _anyone("reading about accessibility"),
        "privacy": _anyone("reading about privacy"),
        "health": _anyone("asking whether the service runs"),
        "court-answer-api": _anyone("asking at court by machine; a password says who asks"),
        "court-callback": _anyone("a signed message from the court"),
        # About the reader.
        "home": _signed_in("own work"),
        "checks-api": _signed_in("reading the list of checks"),
        "sign-out": _signed_in("signing out"),
        "lock": _signed_in("locking the terminal"),
        "location": _signed_in("changing location"),
        "reason": _signed_in("giving a reason"),
        # Lists.
        "releases": _prison("releases due", *_READERS),
        "releases-out": _prison("people who are out", *_READERS),
        "releases-fortnight": _prison("releases of the next 14 days", *_READERS),
        "releases-overdue": _prison("people who are late", *_READERS),
        "releases-wall": _prison("releases due, on a wall", *_READERS),
        "releases-pack": _prison("packs for releases on paper", *_READERS),
        "releases-pack-make": _prison("making a pack for releases on paper", *_PACKS),
        "releases-pack-paper": _prison("printing a pack for releases on paper", *_READERS),
        "near-misses": _prison("counts of what was stopped in time", _HO, _NO),
        "evidence": _prison("entering one answer about many people", *_PAPERS),
        "people": _prison("finding a person", *_READERS),
        "people-found": _prison("finding a person", *_READERS),
        "person-receive": _prison("receiving a person", *_RECEPTION),
        "inbox": _prison("the inbox", *_INBOX),
        "alarms": _prison("open alarms", *_ALARMS, _IN),
        "court-answer": _prison("asking at court whether somebody is held", _EC),
        # One record.
        "person": _record("looking at a record", *_READERS),
        "person-history": _record("looking at a record's history", *_READERS),
        "person-authorities": _record("looking at authorities to hold", *_READERS),
        "person-cases": _record("looking at court cases", *_READERS),
        "person-days": _record("looking at days that move dates", *_READERS),
        "person-immigration": _record("looking at immigration", *_READERS),
        "person-conditions": _record("looking at conditions of release", *_READERS),
        "person-identity": _record("looking at who somebody is", *_READERS),
        "person-documents": _record("looking at documents", *_READERS),
        "person-document": _record("reading a document", *_READERS),
        "person-photo": _record("comparing a face", *_READERS, _GO),
        "person-same": _record("saying whether two records are one person", *_ENTERS),
        "person-dates": _record("looking at release dates", *_DATES),
        "dates-recall": _record("asking what a recall would come to", *_DATES),
        "dates-calculate": _record("working out release dates", _CA, _SC),
        "hazard-decide": _record("deciding a doubt about the law", _HO),
        "hazard-take-back": _record("taking back a decision about the law", _HO),
        "dates-check": _record("second calculation of release dates", _SC),
        "dates-check-sentence": _record("second calculation of release dates", _SC),
        "dates-check-days": _record("second calculation of release dates", _SC),
        "dates-check-recall": _record("second calculation of release dates", _SC),
        "dates-compared": _record("comparing two calculations of release dates", *_DATES),
        "dates-confirm": _record("confirming how release dates moved", _SC),
        "dates-slip": _record("the slip with release dates", *_DATES),
        "dates-slip-pdf": _record("printing the slip with release dates", *_DATES),
        "dates-copy-pdf": _record("printing the prison's copy of release dates", *_DATES),
        # What is entered on a record.
        "cases-state": _record("stating a person's court cases", *_PAPERS),
        "hearing-list": _record("entering a hearing", *_PAPERS),
        "query-ask": _record("asking a court", *_ENTERS),
        "query-answer": _record("entering a court's answer", *_ENTERS),
        "remand-enter": _record("entering a remand", *_PAPERS),
        "sentence-enter": _record("entering a sentence", *_PAPERS),
        "recall-enter": _record("entering a recall", *_PAPERS),
        "suspended-enter": _record("entering a suspended sentence order", *_PAPERS),
        "authority-lodge": _record("entering another authority to hold", *_PAPERS),
        "detention-enter": _record("entering immigration detention", *_PAPERS),
        "deportation-enter": _record("entering a deportation order", *_PAPERS),
        "sentence-correct": _record("correcting a sentence", *_PAPERS),
        "release-marks": _record("saying what decides a release point", *_PAPERS),
        "authority-end": _record("ending an authority to hold", *_PAPERS),
        "immigration-state": _record("entering the Home Office's statement", *_PAPERS),
        "nationality-state": _record("entering a nationality", *_PAPERS),
        "days-enter": _record("entering days that move dates", *_PAPERS),
        "enquiry-answer": _record("entering what others answered", *_PAPERS),
        "days-registers": _record("entering what the registers of days hold", *_PAPERS),
        "recall-status": _record("entering which recalls are outstanding", *_PAPERS),
        "days-stated": _record("entering days that a paper states", *_PAPERS),
        "citizenship-see": _record("entering evidence of citizenship", *_PAPERS),
        "conditions-set": _record("entering conditions of release", *_PAPERS),
        "condition-met": _record("entering a condition as met", *_PAPERS),
        "licence-issue": _record("issuing a licence", *_PAPERS),
        "probation-told": _record("entering that probation was told", *_PAPERS),
        "public-protection": _record("entering public-protection flags", *_PAPERS),
        "victim-contact": _record("entering whether a victim is to be told", *_PAPERS),
        "release-notified": _record("entering who was told of a release", *_PAPERS),
        "call-back": _record("entering a call back about a paper", *_PAPERS),
        "photo-add": _record("adding a photo", *_PAPERS),
        "details-enter": _record("entering what a person says of themselves", *_PAPERS),
        "entry-correct": _record("correcting what was entered", *_PAPERS),
        "entry-take-back": _record("taking back what was never so", *_PAPERS),
        # The exit.
        "exit": _record("the exit checklist", *_EXIT_READERS),
        "exit-check": _record("one check of an exit", *_EXIT_READERS),
        "exit-check-decide": _record("deciding on what a check found", _DG),
        "exit-override-before": _record("overriding a check", _DG),
        "exit-override": _record("overriding a check", _DG),
        "exit-override-agree": _record("agreeing to an override", _DG),
        "exit-plan": _record("planning an exit", *_ENTERS, _RO),
        "exit-plan-end": _record("ending the plan of an exit", *_ENTERS, _RO),
        "exit-authorise": _record("authorising an exit", *_AUTHORISERS),
        "exit-refuse": _record("not authorising an exit", *_AUTHORISERS, _DG),
        "exit-confirm": _record("confirming an exit", _DG),
        "exit-renew": _record("renewing a cancelled pass", *_AUTHORISERS, _DG),
        "exit-pass": _record("an exit pass", *_EXIT_READERS),
        "exit-pass-print": _record("printing an exit pass", *_EXIT_STAFF),
        "exit-pass-pdf": _record("printing an exit pass", *_EXIT_STAFF),
        "exit-pass-cancel": _record("cancelling an exit pass", *_EXIT_STAFF),
        "exit-final-check": _record("the final check before an exit", *_EXIT_STAFF),
        "exit-day": _record("reception on the day of an exit", *_EXIT_READERS),
        "exit-licence": _record("reading a licence to a person", *_EXIT_STAFF),
        "exit-identity": _record("confirming who somebody is", *_EXIT_STAFF),
        "exit-device": _record("entering a device's result", *_EXIT_STAFF),
        "exit-compare": _record("comparing two photos", *_EXIT_STAFF),
        "exit-doubt": _record("doubting who somebody is", *_EXIT_STAFF),
        "exit-evening": _record("confirming an exit on the evening before", _DG),
        "exit-governor": _record("being at a hand-over", _DG),
        "exit-footage": _record("noting the footage of an exit", *_EXIT_STAFF),
        "return-enter": _record("entering a return to custody", *_PAPERS),
        "exit-emergency": _record("an emergency hospital escort", _CM, _DG),
        "duty-done": _record("making good after an emergency", *_PAPERS),
        "happened-enter": _record("entering what happened and is no exit", _RO, _CM, _DG),
        "hand-over": _record("the hand-over of a transfer", *_PAPERS),
        "production-enter": _record("entering a production order", *_PAPERS),
        "hospital-enter": _record("entering a hospital decision", *_PAPERS),
        "temporary-licence-enter": _record("entering a temporary release licence", *_PAPERS),
        "early-release-enter": _record("entering a decision on early release", *_PAPERS),
        "exit-prepared": _record("entering what was made ready for an exit", *_PAPERS),
        "exit-on-paper": _record("entering an exit done on paper", _CM, _DG),
        "record-unfreeze": _record("ending a freeze", _DG),
        # The gate.
        "gate-desk": _prison("the gate desk", *_GATE),
        "gate-return": _prison("return to custody", _GO, _RO, _CM, _DG),
        "gate-return-paged": _record("return to custody", _GO, _RO, _CM, _DG),
        "gate-answer": _prison("a pass at the gate", *_GATE),
        "gate-final-check": _record("the final check at the gate", *_GATE),
        "gate-exit": _record("recording an exit at the gate", *_GATE),
        # The inbox.
        "inbox-item": _item("a court's message", *_INBOX),
        "inbox-document": _item("reading a court's document", *_INBOX),
        "inbox-match": _item("matching a court's message", *_INBOX),
        "inbox-read": _item("reading a court's document", _CA, _SC, _HO),
        "inbox-undo": _item("undoing a match", *_INBOX),
        "inbox-bring": _item("adding a court's paper", _CA, _SC, _HO),
        "inbox-settle": _item("entering what a court called right", *_ENTERS),
        "inbox-apply": _item("applying a court's result", _CA, _SC, _HO),
        "inbox-query": _item("asking a court", *_ENTERS),
        "inbox-close": _item("closing an item of the inbox", *_ENTERS),
        # Alarms.
        "alarm": _record("an alarm", *_ALARMS, _IN),
        "alarm-take": _record("taking an alarm", *_ALARMS),
        "alarm-end": _record("ending an alarm", *_ALARMS),
    }
)
"""The whole table. A test walks every address of the service and compares."""


OF_THE_RECEIVER: Final = frozenset({"hand-over", "return-enter", "person-photo", "person-document"})
"""Addresses that the prison a person is to be transferred to has as well, before they arrive."""


def judged(
    url_name: str | None,
    actor: Actor | None,
    *,
    subject_prison: str | None = None,
    has_reason: bool = False,
) -> Verdict:
    """Say whether this reader may have this address.

    `subject_prison` is the prison of the record or item, none or empty when it belongs to none
    (an item that no mailbox claims: then any such role serves, for it must not lie unseen).
    `has_reason` says whether the reader gave a reason in words for this very record.
    """
    rule = TABLE.get(url_name or "")
    if rule is None:
        return Verdict.NOT_IN_TABLE
    if rule.scope is Scope.ANYONE:
        return Verdict.ALLOWED
    if actor is None:
        return Verdict.SIGN_IN_FIRST
    if rule.scope is Scope.SIGNED_IN:
        return Verdict.ALLOWED
    return _by_role(rule, actor, subject_prison, has_reason=has_reason)


def _by_role(rule: Rule, actor: Actor, subject_prison: str | None, *, has_reason: bool) -> Verdict:
    held = {prison for role, prison in actor.roles if role in rule.roles}
    if not held:
        return Verdict.NO_ROLE
    if rule.scope is Scope.PRISON or not subject_prison or subject_prison in held:
        return Verdict.ALLOWED
    if EVERY_PRISON not in held:
        return Verdict.OTHER_PRISON
    return Verdict.ALLOWED if has_reason else Verdict.REASON_NEEDED
