"""The release gate: checks as pure functions, one assessment, and the signed exit pass.

Nobody leaves without evidence-based checks. Unknown never passes; a check that raises is unknown.
"""

from gatelodge.gate.assess import (
    MET,
    NEVER_OVERRIDDEN,
    assess,
    blocking,
    checks_version,
    spoken_limit,
)
from gatelodge.gate.at_night import AT_NIGHT, ON_DUTY_AT_NIGHT, AtNight
from gatelodge.gate.check import Check, Circumstances, PlannedExit, Ruling, Step, check
from gatelodge.gate.checks import CHECKS
from gatelodge.gate.checks.authorities import name_of
from gatelodge.gate.checks.exit import FINAL_CHECK, FINAL_CHECK_DEFAULT
from gatelodge.gate.checks.hand_over import instructions_to_verify
from gatelodge.gate.checks.identity import CELL_CARD, PHOTO_GOOD_FOR, photo_stands_until
from gatelodge.gate.court_answer import CourtAnswer, court_answer
from gatelodge.gate.exit_pass import (
    LIST_GOOD_FOR,
    NotAPass,
    PassAnswer,
    PassPayload,
    PassStatus,
    check_offline,
    in_blocks,
    make_token,
    read_short_code,
    read_token,
    short_code,
)
from gatelodge.gate.exit_types import EXIT_TYPES, Act, ExitTypeRule, NotNeeded
from gatelodge.gate.hazards import (
    DecidedDates,
    answerers,
    as_read,
    barred,
    calculators,
    dates_chosen,
    decide_before,
    decided_dates,
    decision_on,
    departs,
    earliest_release,
    governing_of,
    leaves_from,
    opens_earlier,
    spoken_readings,
    undecided,
)
from gatelodge.gate.lawful_day import LawfulDay, dates_settled, day_of, lawful_day
from gatelodge.gate.reasons import Reason
from gatelodge.gate.revocations import (
    DeadPass,
    PassBook,
    RevocationList,
    Revoked,
    Verify,
    read_revocations,
    write_revocations,
)

__all__ = [
    "AT_NIGHT",
    "CELL_CARD",
    "CHECKS",
    "EXIT_TYPES",
    "FINAL_CHECK",
    "FINAL_CHECK_DEFAULT",
    "LIST_GOOD_FOR",
    "MET",
    "NEVER_OVERRIDDEN",
    "ON_DUTY_AT_NIGHT",
    "PHOTO_GOOD_FOR",
    "Act",
    "AtNight",
    "Check",
    "Circumstances",
    "CourtAnswer",
    "DeadPass",
    "DecidedDates",
    "ExitTypeRule",
    "LawfulDay",
    "NotAPass",
    "NotNeeded",
    "PassAnswer",
    "PassBook",
    "PassPayload",
    "PassStatus",
    "PlannedExit",
    "Reason",
    "RevocationList",
    "Revoked",
    "Ruling",
    "Step",
    "Verify",
    "answerers",
    "as_read",
    "assess",
    "barred",
    "blocking",
    "calculators",
    "check",
    "check_offline",
    "checks_version",
    "court_answer",
    "dates_chosen",
    "dates_settled",
    "day_of",
    "decide_before",
    "decided_dates",
    "decision_on",
    "departs",
    "earliest_release",
    "governing_of",
    "in_blocks",
    "instructions_to_verify",
    "lawful_day",
    "leaves_from",
    "make_token",
    "name_of",
    "opens_earlier",
    "photo_stands_until",
    "read_revocations",
    "read_short_code",
    "read_token",
    "short_code",
    "spoken_limit",
    "spoken_readings",
    "undecided",
    "write_revocations",
]
