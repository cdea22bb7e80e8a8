"""What must be in place when somebody is let out (G20 to G24)."""

from typing import Any

from gatelodge.gate.check import (
    Circumstances,
    Ruling,
    Step,
    check,
    failed,
    not_applicable,
    not_done_yet,
    passed,
    unknown,
)
from gatelodge.gate.reasons import Reason
from gatelodge.gate.rule import DESK, OMU, Footing, Rule
from gatelodge.record import CustodyRecord, Stated, spoken_day, spoken_moment
from gatelodge.record.facts import (
    EarlyScheme,
    LicenceIssued,
    OnFail,
    OrderKind,
    Recipient,
    ReleaseNotified,
)

_BEFORE_THE_DAY = frozenset({Step.AUTHORISE, Step.CONFIRM})
_ON_LICENCE = frozenset({"SLED", "LED"})
"""Dates after which a licence ends: whoever leaves before one of them leaves on a licence."""
_SUPERVISED = frozenset({*_ON_LICENCE, "TUSED"})
"""Dates until which probation supervises."""


@check(
    "G20",
    "Is the licence there, whole, read and signed?",
    what_to_do=(
        "Issue the licence with every condition that was set. On the day, read it to the person."
        " Where they refuse to sign, a second officer witnesses it, and the release goes on."
    ),
    source="Release-gate table, G20, as corrected by the table of needs, section 6",
    rule=Rule(
        accepts=(
            "The licence with every condition that was set, and the signature, or a second"
            " officer's word of a refusal."
        ),
        by=DESK,
        words=(
            "Whoever leaves on licence leaves with its conditions told; a refusal to sign keeps"
            " nobody."
        ),
        where="Criminal Justice Act 2003 s.250",
        footing=Footing.UNCONFIRMED,
        example=(
            "The person refuses to sign. A second officer witnesses it, and the release goes on."
        ),
    ),
)
def licence_is_signed(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """Needed where the dates say that custody ends in a licence.

    Every condition that was set stands on it; a refusal before a witness counts as signed.
    """
    unconditional = _leaves_without(record, _ON_LICENCE, Reason.NO_LICENCE_NEEDED)
    if unconditional is not None:
        return unconditional
    licence = record.licence
    if licence is None:
        return unknown(Reason.LICENCE_NOT_ISSUED)
    conditions = record.conditions
    set_out = conditions.fact.conditions if conditions else ()
    lacking = [each for each in set_out if each not in licence.fact.conditions]
    if conditions is not None and lacking:
        return failed(Reason.LICENCE_LACKS, licence, conditions, what="; ".join(lacking))
    return _signed(record, licence, circumstances)


@check(
    "G21",
    "Are the conditions of parole, bail or curfew there, and each one met?",
    what_to_do=(
        "Enter the conditions as the direction or bail order states them, and for each how it is"
        " met: the surety, the address, the tag."
    ),
    source="Release-gate table, G21",
    rule=Rule(
        accepts=(
            "The direction, bail order or curfew decision with its conditions, and for each the"
            " entry that it is met."
        ),
        by=OMU,
        words="A release that hangs on conditions happens when each of them is met.",
        where="Bail Act 1976 s.3(6); Criminal Justice Act 2003 s.253 (curfew condition)",
        footing=Footing.UNCONFIRMED,
        example=(
            "Bail asks for a surety of 500 pounds. The court has taken none yet: the exit stops."
        ),
    ),
)
def conditions_are_met(record: CustodyRecord, _circumstances: Circumstances) -> Ruling:
    """Each condition was entered as met after it was set.

    Whoever leaves on a direction, on curfew or on bail has conditions, or a paper that says there
    are none; that nobody entered any is not known.
    """
    set_out = record.conditions
    if set_out is None:
        reason = _why_conditions(record)
        if reason is not None:
            return unknown(Reason.CONDITIONS_NOT_STATED, reason)
        began = [each.ended or each.began for each in record.authorities]
        return not_applicable(Reason.NO_CONDITIONS, *began)
    met = {
        each.fact.condition: each
        for each in record.conditions_met
        if each.entry.seq > set_out.entry.seq
    }
    open_ones = [each for each in set_out.fact.conditions if each not in met]
    if open_ones:
        return unknown(Reason.CONDITION_OPEN, set_out, conditions="; ".join(open_ones))
    rests_on = [met[each] for each in set_out.fact.conditions]
    return passed(Reason.CONDITIONS_MET, set_out, *rests_on)


@check(
    "G22",
    "Does probation know, and when does the person report?",
    what_to_do=(
        "Tell probation, have the address confirmed, and enter when and where the person reports."
        " Without a confirmed address the duty governor decides with a reason."
    ),
    source="Release-gate table, G22",
    on_fail=OnFail.ESCALATE,
    rule=Rule(
        accepts=(
            "Whom probation named, the address that was confirmed, and the time and place of"
            " the first report."
        ),
        by=OMU,
        words=(
            "Whoever is supervised leaves with a time and place to report; without an address"
            " the duty governor decides."
        ),
        where="",
        footing=Footing.OUR_DECISION,
        example=(
            "No address is confirmed on the day of the release: the governor decides with a"
            " reason, and nobody is kept past the day."
        ),
    ),
)
def probation_is_told(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """Needed where probation supervises: address confirmed, and an appointment after the exit."""
    unsupervised = _leaves_without(record, _SUPERVISED, Reason.NO_SUPERVISION)
    if unsupervised is not None:
        return unsupervised
    told = record.probation
    if told is None:
        return unknown(Reason.PROBATION_NOT_TOLD)
    if told.fact.reports_at < circumstances.at:
        return failed(Reason.APPOINTMENT_PAST, told, when=spoken_moment(told.fact.reports_at))
    if not told.fact.address_is_confirmed:
        return failed(Reason.ADDRESS_NOT_CONFIRMED, told, officer=told.fact.officer)
    when = spoken_moment(told.fact.reports_at)
    return passed(Reason.PROBATION_TOLD, told, where=told.fact.reports_to, when=when)


@check(
    "G23",
    "Do the police know of a registered or flagged person's release?",
    what_to_do=(
        "Ask those who keep the public-protection register. Where there is a flag, tell the police"
        " the day, and enter whom you told."
    ),
    source="Release-gate table, G23",
    on_fail=OnFail.ESCALATE,
    rule=Rule(
        accepts=(
            "The word of those who keep the register of flags and, where there is a flag, whom"
            " the police named."
        ),
        by=OMU,
        words="The police are told of the day on which somebody who is flagged leaves.",
        where="Criminal Justice Act 2003 s.325",
        footing=Footing.UNCONFIRMED,
        example="The day moved from Friday to Thursday: the police are told again.",
    ),
)
def police_know_of_flags(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """No flag by the register's own word, or the police told of this very day since."""
    stated = record.public_protection
    if stated is None:
        return unknown(Reason.NOT_ASKED, about="public-protection flags")
    if not stated.fact.flags:
        return passed(Reason.NO_FLAGS, stated)
    flags = ", ".join(stated.fact.flags)
    told = _told(record, Recipient.POLICE, circumstances)
    if told is None:
        day = spoken_day(circumstances.planned.on)
        return failed(Reason.POLICE_NOT_TOLD, stated, flags=flags, day=day)
    return passed(Reason.POLICE_TOLD, stated, told, flags=flags, named=told.fact.named)


@check(
    "G24",
    "Does the victim liaison officer know the day?",
    what_to_do=(
        "Ask whether a victim wants to be told. Tell the liaison officer the day, and enter it."
    ),
    source="Release-gate table, G24",
    on_fail=OnFail.ESCALATE,
    rule=Rule(
        accepts=(
            "Whether a victim asked to be told, and which liaison officer was told, of which"
            " day. No victim is named."
        ),
        by=OMU,
        words="Who asked to be told of a release is told by their liaison officer, before it.",
        where="Domestic Violence, Crime and Victims Act 2004 s.35",
        footing=Footing.UNCONFIRMED,
        example="The officer was told 5 May, and the day is now 2 May: tell them again.",
    ),
)
def victim_liaison_knows(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """Nobody asked to be told, or their liaison officer was told of this very day since."""
    stated = record.victim_contact
    if stated is None:
        return unknown(Reason.NOT_ASKED, about="victim contact")
    if not stated.fact.liaison_officer.strip():
        return passed(Reason.NO_VICTIM_CONTACT, stated)
    told = _told(record, Recipient.VICTIM_LIAISON, circumstances)
    if told is None:
        day = spoken_day(circumstances.planned.on)
        return failed(Reason.LIAISON_NOT_TOLD, stated, day=day)
    return passed(Reason.LIAISON_TOLD, stated, told, named=told.fact.named)


def _signed(
    record: CustodyRecord, licence: Stated[LicenceIssued], circumstances: Circumstances
) -> Ruling:
    """Whether this very licence was read and signed; until the day comes, not done yet."""
    signed = record.licence_signed
    if signed is None or signed.entry.seq < licence.entry.seq:
        if circumstances.step in _BEFORE_THE_DAY:
            return not_done_yet("reading and signing the licence, on the day")
        return unknown(Reason.LICENCE_NOT_SIGNED, licence)
    witness = signed.fact.refusal_witnessed_by
    if witness:
        return passed(Reason.LICENCE_REFUSED, licence, signed, witness=witness)
    return passed(Reason.LICENCE_SIGNED, licence, signed)


def _leaves_without(record: CustodyRecord, dates: frozenset[str], reason: Reason) -> Ruling | None:
    """Rule that somebody leaves with no such date to come; none = there is one, or not known."""
    if not record.sentences:
        ends = [each.ended for each in record.authorities if each.ended]
        return not_applicable(reason, *ends)
    calculation = record.calculation
    if calculation is None:
        return unknown(Reason.NOT_CALCULATED)
    governing_on = calculation.fact.governing_on
    if any(each.date_type in dates and each.on > governing_on for each in calculation.fact.dates):
        return None
    return not_applicable(reason, calculation)


def _why_conditions(record: CustodyRecord) -> Stated[Any] | None:
    """The entry that makes conditions likely: a direction, curfew, or bail; none = there is none.

    Only the newest of what a court ordered counts, and early removal sets none.
    """
    conditional = [
        each
        for each in record.early_decisions
        if each.fact.scheme in (EarlyScheme.HDC, EarlyScheme.PAROLE)
    ]
    if conditional:
        return conditional[-1]
    readings = [each.reading for each in record.items if each.reading and each.applied]
    if readings and any(order.order is OrderKind.BAIL for order in readings[-1].fact.orders):
        return readings[-1]
    return None


def _told(
    record: CustodyRecord, recipient: Recipient, circumstances: Circumstances
) -> Stated[ReleaseNotified] | None:
    """Who was told of the planned day, by name."""
    return next(
        (
            each
            for each in reversed(record.notified)
            if each.fact.recipient is recipient
            and each.fact.release_on == circumstances.planned.on
            and each.fact.told_at <= circumstances.at
        ),
        None,
    )
