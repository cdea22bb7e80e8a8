"""The watch: the gate's question asked again at each new fact, and what the clock reveals.

Pure decisions. `decide_again` judges every past exit, the open authorisation and the clock for one
record; `alarms_of_the_clock` the clock alone. `casework.watching` writes what they say.
"""

from gatelodge.watch.again import alarms_of_the_clock, decide_again, redecides
from gatelodge.watch.alarms import PAGED, AlarmDue, alarm_name, to_raise
from gatelodge.watch.away import back_by, not_back
from gatelodge.watch.overdue import due_day, holds_beside_the_sentences, next_look, overdue
from gatelodge.watch.redecide import Around, Limits, Rules
from gatelodge.watch.rounds import (
    EVENING,
    RoundDue,
    evening_before,
    evening_given,
    evening_missing,
    rounds_due,
    run_round,
)
from gatelodge.watch.undecided import HAZARD_DECISION, Waiting, decisions_due, waiting_decision

__all__ = [
    "EVENING",
    "HAZARD_DECISION",
    "PAGED",
    "AlarmDue",
    "Around",
    "Limits",
    "RoundDue",
    "Rules",
    "Waiting",
    "alarm_name",
    "alarms_of_the_clock",
    "back_by",
    "decide_again",
    "decisions_due",
    "due_day",
    "evening_before",
    "evening_given",
    "evening_missing",
    "holds_beside_the_sentences",
    "next_look",
    "not_back",
    "overdue",
    "redecides",
    "rounds_due",
    "run_round",
    "to_raise",
    "waiting_decision",
]
