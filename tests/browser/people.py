"""Whom the browser journeys are about. All of them are invented."""

from datetime import UTC, date, datetime

from gatelodge.simulator import Kind, Order, Person, Share

PASSWORD = "walnut-harbour-nettle"
PELL = Person(
    master_defendant_id="aaaaaaaa-0000-4000-8000-000000000042",
    surname="Pell",
    forenames="Joshua",
    born_on=date(1998, 3, 14),
)
PELL_NUMBER = "A0042ZX"
CASE = "61ZX0000126"
COURT = "Fernlea Crown Court"
MAILBOX = "omu.fernlea@prisons.invalid"
RECEIVED_AT = datetime(2026, 4, 12, 16, 0, tzinfo=UTC)
HEARD_AT = datetime(2026, 9, 1, 13, 40, tzinfo=UTC)
AMENDED_AT = datetime(2026, 9, 2, 8, 5, tzinfo=UTC)
DAY_OF_RELEASE = datetime(2026, 9, 3, 8, 0, tzinfo=UTC)

CUSTODY = Order(
    kind=Kind.CUSTODY,
    offence_code="TH68010",
    offence_title="Theft from a shop",
    offence_on=date(2026, 3, 2),
    convicted_on=date(2026, 8, 3),
    term="12 Months",
    remand_days=143,
)
"""12 months from 1 September 2026 less 143 days on remand: release on 3 September 2026 (CRD)."""
SUSPENDED = Order(
    kind=Kind.SUSPENDED,
    offence_code="TH68010",
    offence_title="Theft from a shop",
    offence_on=date(2026, 3, 2),
    convicted_on=date(2026, 8, 3),
    term="12 Months",
    suspended_for="24 Months",
)
WRONGLY_SUSPENDED = Share(
    person=PELL,
    case_urn=CASE,
    court=COURT,
    hearing_on=date(2026, 9, 1),
    prison_email=MAILBOX,
    prison_name="HMP Fernlea",
    orders=(SUSPENDED,),
    paper_orders=(CUSTODY,),
    shared_at=HEARD_AT,
)
"""The message says suspended; the court's own paper says custody."""
