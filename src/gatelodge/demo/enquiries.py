"""Who else is asked about somebody before they leave: invented offices, and what each answers."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from gatelodge.record.facts import (
    DaysStated,
    Enquiry,
    EnquiryAnswered,
    Fact,
    RecallStatusStated,
)

OFFICES: Mapping[Enquiry, tuple[str, str]] = MappingProxyType(
    {
        Enquiry.WARRANTS: ("National warrants desk", "Odette Farr"),
        Enquiry.OTHER_INTEREST: ("Fernlea Police, records desk", "PC Niall Brandt"),
        Enquiry.HEALTH: ("Healthcare", "Sister Maud Ellery"),
    }
)
"""Of each enquiry: the office that is asked, and who answers there."""
_RECALLS = ("Recall section", "Hugo Penn")
_REGISTERS = ("Registers of the OMU", "Una Castle")


def answers(
    asked_at: datetime, found: Mapping[Enquiry, str], *, remand_days: int
) -> tuple[Fact, ...]:
    """What everybody answers who was asked at an instant; who is not in `found` found nothing.

    `remand_days` is what the registers hold; they hold no other days.
    """
    said = (
        EnquiryAnswered(
            enquiry=enquiry,
            asked_of=office,
            answered_by=person,
            asked_at=asked_at,
            is_clear=enquiry not in found,
            found=found.get(enquiry, ""),
        )
        for enquiry, (office, person) in OFFICES.items()
    )
    office, person = _RECALLS
    recalls = RecallStatusStated(
        asked_of=office, answered_by=person, asked_at=asked_at, outstanding=()
    )
    office, person = _REGISTERS
    days = DaysStated(
        asked_of=office,
        answered_by=person,
        asked_at=asked_at,
        awards=(),
        remand_days=remand_days,
        tagged_bail_days=0,
        at_large_days=0,
    )
    return (*said, recalls, days)
