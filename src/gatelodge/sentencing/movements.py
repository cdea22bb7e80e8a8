"""Where a person was: exits that end custody, and exits that do not.

Source: practice of sentence calculation; early removal from 28 June 2022 stops the clock, so the
sentence goes on (Nationality and Borders Act 2022 s.47).
"""

from collections.abc import Sequence

from gatelodge.sentencing.booking import Direction, ExternalMovement, MovementReason
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.lawbook import LawBook


def winning_movement(movements: Sequence[ExternalMovement], day: int) -> ExternalMovement | None:
    """Give the movement that counts on a day: the last listed."""
    of_day = [each for each in movements if each.moved_on.toordinal() == day]
    return of_day[-1] if of_day else None


def is_release(
    movement: ExternalMovement, movements: Sequence[ExternalMovement], law: LawBook
) -> bool:
    """Whether an exit lets the sentences go. A removal that keeps them running does not."""
    if movement.direction is Direction.IN:
        return False
    if movement.reason is not MovementReason.ERS:
        return True
    if (
        Construction.REMOVAL_ENDS_NO_SENTENCE in law.constructions
        or law.removal.on(movement.moved_on.toordinal()).keeps_sentence_running
    ):
        return False
    following = next((each for each in movements if each.moved_on > movement.moved_on), None)
    return following is None or following.reason is not MovementReason.FAILED_ERS_REMOVAL


def returned_before(movements: Sequence[ExternalMovement], day: int, due: int) -> bool:
    """Whether somebody out on curfew, compassionate release or removal came back before release.

    `day` is that on which more exclusions began, `due` the day on which release is due without
    them. A return from removal counts only from the day itself. Source: S.I. 2024/1331 art. 4(2)
    to (5).
    """
    out: MovementReason | None = None
    for each in sorted(movements, key=lambda each: each.moved_on):
        on = each.moved_on.toordinal()
        if each.direction is Direction.OUT:
            out = each.reason if on < day else None
        elif (out in _RELEASED_EARLY and on < due) or (
            out is MovementReason.ERS and day <= on < due
        ):
            return True
    return False


_RELEASED_EARLY = frozenset({MovementReason.HDC, MovementReason.ECSL})


def reason_out(movements: Sequence[ExternalMovement], before: int) -> MovementReason | None:
    """Give the reason for which the person was out before a day, or None if in custody."""
    earlier = [each.moved_on.toordinal() for each in movements]
    last = max((day for day in earlier if day < before), default=None)
    if last is None:
        return None
    movement = winning_movement(movements, last)
    if movement is None or movement.direction is Direction.IN:
        return None
    return movement.reason
