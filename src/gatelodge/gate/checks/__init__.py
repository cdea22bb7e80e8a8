"""The checks of the release gate, by theme; `CHECKS` lists them in the order of the table."""

from gatelodge.gate.check import Check
from gatelodge.gate.checks.authorities import authorities_have_ended
from gatelodge.gate.checks.conditions import (
    conditions_are_met,
    licence_is_signed,
    police_know_of_flags,
    probation_is_told,
    victim_liaison_knows,
)
from gatelodge.gate.checks.court import (
    every_case_is_handled,
    nothing_is_unread,
    result_and_paper_agree,
    results_are_complete,
    results_are_the_persons_own,
)
from gatelodge.gate.checks.dates import (
    days_are_reconciled,
    today_is_the_lawful_day,
    two_people_reached_the_dates,
)
from gatelodge.gate.checks.early_release import early_release_is_allowed
from gatelodge.gate.checks.enquiries import (
    no_hospital_holds,
    no_warrant_is_outstanding,
    nobody_else_wants_the_person,
    recalls_are_confirmed,
)
from gatelodge.gate.checks.exit import nothing_is_new, two_people_authorised
from gatelodge.gate.checks.exit_type import exit_equals_the_authority
from gatelodge.gate.checks.hand_over import (
    footage_is_noted,
    governor_is_present,
    instruction_is_authentic,
)
from gatelodge.gate.checks.identity import identity_is_confirmed, one_person_one_record
from gatelodge.gate.checks.immigration import immigration_interest_is_closed

CHECKS: tuple[Check, ...] = (
    one_person_one_record,
    authorities_have_ended,
    every_case_is_handled,
    results_are_complete,
    result_and_paper_agree,
    nothing_is_unread,
    results_are_the_persons_own,
    two_people_reached_the_dates,
    today_is_the_lawful_day,
    days_are_reconciled,
    early_release_is_allowed,
    recalls_are_confirmed,
    immigration_interest_is_closed,
    no_warrant_is_outstanding,
    nobody_else_wants_the_person,
    no_hospital_holds,
    licence_is_signed,
    conditions_are_met,
    probation_is_told,
    police_know_of_flags,
    victim_liaison_knows,
    exit_equals_the_authority,
    identity_is_confirmed,
    two_people_authorised,
    governor_is_present,
    instruction_is_authentic,
    footage_is_noted,
    nothing_is_new,
)
"""In the order of the release-gate table."""
