"""Recall: how long a recalled sentence holds, and the recalls of 14 and 28 days taken together.

Source: CJA 2003 ss.255B, 255BA, 255C; the rule for recalls that span twelve months is practice.
"""

from collections.abc import Iterable, Sequence

from gatelodge.sentencing.answer import RefusalKind, RefusalReason, ReleaseDateType
from gatelodge.sentencing.booking import Extended, Recall, RecallType
from gatelodge.sentencing.chains import Calculable, Part
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.days import is_shorter
from gatelodge.sentencing.lawbook import LawBook, RecallScheme
from gatelodge.sentencing.refusing import Refused
from gatelodge.sentencing.release import Allotted, Recalled, Serving

FIXED = frozenset(
    {
        RecallType.FIXED_TERM_RECALL_14,
        RecallType.FIXED_TERM_RECALL_28,
        RecallType.FIXED_TERM_RECALL_56,
    }
)
_SHORTER, _LONGER = RecallType.FIXED_TERM_RECALL_14, RecallType.FIXED_TERM_RECALL_28
_NEW = RecallType.FIXED_TERM_RECALL_56


def recalled(
    each: Calculable, law: LawBook, *, has_new_term: bool, waits_for: Allotted | None
) -> Recalled | None:
    """Say how a recall is served. `has_new_term`: the new fixed term (56 days) is law already.

    Until then a recall for the new term is served as a standard one. None: not recalled. Raises
    Refused for a fixed term without the day of return, and for a recall from home detention curfew.
    """
    recall = each.recall
    if recall is None:
        return None
    if recall.recall_type is RecallType.STANDARD_RECALL_255:
        raise Refused(_CURFEW_RECALL)
    if recall.recall_type not in FIXED:
        return Recalled(recall_type=recall.recall_type, fixed_days=None, returned_on=0)
    if recall.returned_on is None:
        raise Refused(_NO_RETURN)
    if Construction.EXTENDED_RECALLED_TO_END in law.constructions and any(
        isinstance(part.sentence, Extended) for part in each.parts
    ):
        return Recalled(recall_type=RecallType.STANDARD_RECALL, fixed_days=None, returned_on=0)
    return Recalled(
        recall_type=recall.recall_type,
        fixed_days=_fixed_days(recall, law, each.at, has_new_term=has_new_term),
        returned_on=recall.returned_on.toordinal(),
        waits_for=waits_for,
    )


def _fixed_days(recall: Recall, law: LawBook, at: int, *, has_new_term: bool) -> int | None:
    if recall.recall_type is _NEW:
        scheme = law.recall_scheme
        if scheme is None or not has_new_term or _is_left_out(recall, scheme, law):
            return None
        return scheme.days
    rule = law.recall.on(at)
    return rule.shorter_days if recall.recall_type is _SHORTER else rule.longer_days


def _is_left_out(recall: Recall, scheme: RecallScheme, law: LawBook) -> bool:
    """Whether a reading leaves a recall from before the new term as the standard one it was."""
    return (
        Construction.NEW_TERM_LEAVES_EARLIER_RECALLS in law.constructions
        and recall.revoked_on is not None
        and recall.revoked_on.toordinal() < scheme.commences
    )


def has_new_term(parts: Iterable[Part]) -> bool:
    """Whether any part is recalled for the new fixed term."""
    return any(
        part.sentence.recall is not None and part.sentence.recall.recall_type is _NEW
        for part in parts
    )


def is_fixed(serving: Serving) -> bool:
    """Whether a sentence is recalled for a fixed term."""
    return serving.recalled is not None and serving.recalled.recall_type in FIXED


def is_of(serving: Serving, recall_type: RecallType) -> bool:
    """Whether a sentence is recalled in this way."""
    return serving.recalled is not None and serving.recalled.recall_type is recall_type


def is_long(serving: Serving, law: LawBook) -> bool:
    """Whether a sentence is of twelve months or more, for the length of a fixed term."""
    months = law.recall.on(serving.at).longer_from_months
    return not is_shorter(serving.each.days, serving.at, months=months)


def after_recalls(
    flat: Sequence[Serving],
    leaves: int,
    sled: int | None,
    returned_on: int | None,
    law: LawBook,
) -> int:
    """Give the release after recall where recalls of 14 and 28 days span twelve months.

    `leaves` is the day that holds otherwise, `sled` the published one, `returned_on` the booking's
    day of return. Source: practice, not confirmed.
    """
    if sled is None or returned_on is None:
        return leaves
    fixed = sorted(
        (
            each
            for each in flat
            if is_of(each, _LONGER)
            or (is_of(each, _SHORTER) and ReleaseDateType.SLED in each.types)
        ),
        key=lambda each: each.at,
    )
    longs = [each for each in fixed if is_long(each, law)]
    if not longs or len(longs) == len(fixed):
        return leaves
    longest = next((each for each in flat if each.adjusted_end == sled), None)
    if longest is None:
        return leaves
    return _spanning(longest, longs, leaves, returned_on, law)


def _spanning(
    longest: Serving, longs: Sequence[Serving], leaves: int, returned_on: int, law: LawBook
) -> int:
    rule = law.recall.on(longest.at)
    is_shorter_term = is_of(longest, _SHORTER)
    days = rule.shorter_days if is_shorter_term else rule.longer_days
    cap = returned_on + days - 1 + longest.days.ual_fixed + longest.days.ada_recall
    if is_long(longest, law):
        return min(cap, longest.adjusted_end)
    running = [each for each in longs if each.adjusted_end >= returned_on]
    if not running:
        return leaves
    near = min(running, key=lambda each: abs(each.unadjusted_end - leaves))
    if is_of(longest, _LONGER):
        return min(cap, near.adjusted_end)
    if is_shorter_term:
        return min(cap, longest.adjusted_end)
    return leaves


_NO_RETURN = RefusalReason(
    code="FTR_NO_RETURN_TO_CUSTODY_DATE",
    kind=RefusalKind.INVALID,
    text="Enter the day of return to custody of the fixed-term recall.",
)
_CURFEW_RECALL = RefusalReason(
    code="UNSUPPORTED_SENTENCE_TYPE",
    kind=RefusalKind.UNSUPPORTED,
    text=(
        "A recall from home detention curfew is outside what Gatelodge calculates. Work the dates "
        "out by hand."
    ),
)
