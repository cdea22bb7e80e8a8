"""Invented bookings by the thousand: an estate to measure the sentence engine on, and to try it.

Nobody here exists. The shares below are our rough picture of a prison population, never a
statistic. Seed and number alone decide a booking, so the first thousand of a large estate are those
of a small one. The estate stands on one fixed day, so a file made next year is the same file.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

import msgspec

from gatelodge.sentencing import (
    Adjustment,
    AdjustmentKind,
    Booking,
    DetentionAndTraining,
    Direction,
    Exclusion,
    Extended,
    ExternalMovement,
    FineDefault,
    FixedTermRecallDetails,
    MovementReason,
    Offence,
    ParticularConcern,
    Person,
    Recall,
    RecallType,
    Sentence,
    StandardDeterminate,
    SupervisionBreach,
    Term,
    UalReason,
)

STANDS_ON = date(2026, 11, 2)
"""The day of the estate: everybody was in custody on it."""
MOST_PEOPLE = 1_000_000
_MONTH_DAYS = 365.25 / 12
_BLOCK = 9_999
_LETTERS = "BCDEFGHJKLMNPQRSTUVWXYZ"
_MARKS = ("ZX", "ZY", "ZW", "ZV", "ZU")
"""Ends of prison numbers that are invented; the demo's people have the letter A before them."""

_HALF = 0.5
_TWO_FIFTHS = 0.4
_TWO_THIRDS = 2 / 3
_YEAR_MONTHS = 12
_FIRST_WEEKS = 30
"""Days at the beginning in which nothing happens to anybody."""
_SDS_PLUS_FROM = date(2022, 6, 28)
_ORDERS_FROM = date(2020, 12, 1)
_FORTY_FROM = date(2024, 9, 10)


class _Serving(msgspec.Struct):
    """A booking while it is put together."""

    chance: Random
    reference: str
    sentences: list[Sentence] = []
    adjustments: list[Adjustment] = []
    movements: list[ExternalMovement] = []
    returned_on: date | None = None
    fixed_days: int = 0
    youngest: int = 21

    @property
    def first_on(self) -> date:
        return min(each.sentenced_on for each in self.sentences)

    def name(self) -> str:
        return f"s{len(self.sentences) + 1}"

    def booking(self) -> Booking:
        age = self.youngest + self.chance.expovariate(1 / 12)
        return Booking(
            person=Person(
                reference=self.reference,
                born_on=self.first_on - timedelta(days=int(min(age, 85) * 365.25)),
                is_active_sex_offender=_has(self.sentences, Exclusion.SEXUAL),
            ),
            sentences=tuple(self.sentences),
            adjustments=tuple(self.adjustments),
            movements=tuple(self.movements),
            returned_to_custody_on=self.returned_on,
            fixed_term_recall=FixedTermRecallDetails(
                returned_on=self.returned_on, recall_days=self.fixed_days
            )
            if self.returned_on is not None and self.fixed_days
            else None,
        )


def bookings(people: int, *, seed: int = 1) -> Iterator[Booking]:
    """Make invented bookings, always the same for the same seed. Raises ValueError for too many."""
    if not 0 <= people <= MOST_PEOPLE:
        raise ValueError(f"an estate has up to {MOST_PEOPLE:,} people; {people:,} were asked for")
    for number in range(people):
        chance = Random(f"{seed}:{number}")  # noqa: S311 - invented people need no secrecy
        story = chance.choices(_STORIES, _SHARES)[0]
        serving = _Serving(chance=chance, reference=_reference(number), sentences=[])
        story(serving)
        yield serving.booking()


def _reference(number: int) -> str:
    block, place = divmod(number, _BLOCK)
    mark, letter = divmod(block, len(_LETTERS))
    return f"{_LETTERS[letter]}{place + 1:04d}{_MARKS[mark]}"


def _has(sentences: list[Sentence], exclusion: Exclusion) -> bool:
    return any(
        isinstance(each, StandardDeterminate) and exclusion in each.exclusions for each in sentences
    )


# Parts of a story


def _one_in(chance: Random, many: int) -> bool:
    return chance.randrange(many) == 0


def _months(chance: Random, typical: float, least: int, most: int) -> int:
    """Draw a length of whole months, mostly about `typical`."""
    return min(max(round(chance.lognormvariate(0, 0.7) * typical), least), most)


def _term(chance: Random, months: int) -> Term:
    """Speak a length as courts do: whole years, months, or weeks where it is short."""
    if months < _YEAR_MONTHS and _one_in(chance, 3):
        return Term(weeks=round(months * _MONTH_DAYS / 7))
    years, rest = divmod(months, _YEAR_MONTHS)
    return Term(months=months) if _one_in(chance, 2) else Term(years=years, months=rest)


def _days(months: int, share: float) -> int:
    return int(months * _MONTH_DAYS * share)


def _serving_since(chance: Random, custody_days: int) -> date:
    """Draw a day of sentence from which somebody is still in custody on the estate's day."""
    return STANDS_ON - timedelta(days=chance.randrange(max(int(custody_days * 0.85), 1)))


def _offence(chance: Random, sentenced_on: date) -> Offence:
    before = 20 + int(chance.expovariate(1 / 250))
    return Offence(committed_on=sentenced_on - timedelta(days=min(before, 4_000)))


_CREDIT = {
    False: (AdjustmentKind.REMAND, AdjustmentKind.TAGGED_BAIL),
    True: (AdjustmentKind.RECALL_REMAND, AdjustmentKind.RECALL_TAGGED_BAIL),
}
"""The kinds of remand and tagged bail, by whether the sentence is recalled."""
_NO_EXCLUSION: tuple[Exclusion, ...] = ()


def _exclusions(chance: Random, months: int) -> tuple[Exclusion, ...]:
    drawn = chance.choices(
        (
            _NO_EXCLUSION,
            (Exclusion.DOMESTIC_ABUSE,),
            (Exclusion.SEXUAL,),
            (Exclusion.VIOLENT,) if months >= 4 * _YEAR_MONTHS else _NO_EXCLUSION,
        ),
        (78, 8, 6, 8),
    )
    return drawn[0]


def _standard(
    story: _Serving,
    sentenced_on: date,
    months: int,
    *,
    after: str | None = None,
    recall: Recall | None = None,
    is_plus: bool = False,
) -> StandardDeterminate:
    made = StandardDeterminate(
        sentence_id=story.name(),
        sentenced_on=sentenced_on,
        offence=_offence(story.chance, sentenced_on),
        consecutive_to=() if after is None else (after,),
        recall=recall,
        case_sequence=len(story.sentences) + 1,
        line_sequence=len(story.sentences) + 1,
        term=_term(story.chance, months),
        is_sds_plus=is_plus,
        is_sds_plus_eligible=is_plus,
        is_section_250=False,
        exclusions=_NO_EXCLUSION if is_plus else _exclusions(story.chance, months),
    )
    story.sentences.append(made)
    return made


def _remand(
    story: _Serving, sentenced_on: date, custody_days: int, *, is_recalled: bool = False
) -> None:
    """Give most people credit for remand, and some for tagged bail, before a sentence."""
    chance = story.chance
    remand, bail = _CREDIT[is_recalled]
    most = min(max(custody_days // 3, 2), 400)
    if not _one_in(chance, 3):
        days = chance.randrange(1, most + 1)
        last = sentenced_on - timedelta(days=1)
        story.adjustments.append(
            Adjustment(
                kind=remand,
                applies_on=sentenced_on,
                days=days,
                from_on=last - timedelta(days=days - 1),
                to_on=last,
            )
        )
    if _one_in(chance, 16):
        story.adjustments.append(
            Adjustment(
                kind=bail,
                applies_on=sentenced_on,
                days=chance.randrange(2, max(most // 2, 3)),
            )
        )


def _awards(story: _Serving, since: date) -> None:
    """Give some people added days for what they did inside, and some of those some days back."""
    chance = story.chance
    inside = (STANDS_ON - since).days
    if inside <= _FIRST_WEEKS or not _one_in(chance, 6):
        return
    awarded_on = since + timedelta(days=chance.randrange(10, inside - 10))
    days = chance.choice((7, 10, 14, 21, 28, 42))
    story.adjustments.append(Adjustment(kind=AdjustmentKind.ADA, applies_on=awarded_on, days=days))
    if _one_in(chance, 5):
        story.adjustments.append(
            Adjustment(
                kind=AdjustmentKind.RADA,
                applies_on=awarded_on + timedelta(days=chance.randrange(1, 10)),
                days=chance.randrange(1, days),
            )
        )


def _absence(story: _Serving, since: date) -> None:
    """Let very few people escape for some days."""
    chance = story.chance
    inside = (STANDS_ON - since).days
    if inside <= 2 * _FIRST_WEEKS or not _one_in(chance, 100):
        return
    first = since + timedelta(days=chance.randrange(5, inside - 40))
    days = chance.randrange(1, 25)
    story.adjustments.append(
        Adjustment(
            kind=AdjustmentKind.UAL,
            applies_on=first,
            days=days,
            from_on=first,
            to_on=first + timedelta(days=days - 1),
            ual_reason=UalReason.ESCAPE,
        )
    )


def _inside(story: _Serving, sentenced_on: date, custody_days: int) -> None:
    _remand(story, sentenced_on, custody_days)
    _awards(story, sentenced_on)
    _absence(story, sentenced_on)


# Stories


def _one_standard(story: _Serving) -> None:
    months = _months(story.chance, 24, 1, 200)
    since = _serving_since(story.chance, _days(months, _TWO_FIFTHS))
    _standard(story, since, months)
    _inside(story, since, _days(months, _TWO_FIFTHS))


def _one_plus(story: _Serving) -> None:
    months = _months(story.chance, 96, 84, 260)
    custody = min(_days(months, _TWO_THIRDS), (STANDS_ON - _SDS_PLUS_FROM).days)
    since = _serving_since(story.chance, custody)
    _standard(story, since, months, is_plus=True)
    _inside(story, since, custody)


def _concurrent(story: _Serving) -> None:
    months = _months(story.chance, 30, 4, 200)
    since = _serving_since(story.chance, _days(months, _TWO_FIFTHS))
    _standard(story, since, months)
    for _ in range(story.chance.choice((1, 1, 1, 2, 2, 3, 6))):
        on = since
        if _one_in(story.chance, 5):
            on += timedelta(days=story.chance.randrange(max((STANDS_ON - since).days, 1)))
        _standard(story, on, max(int(months * story.chance.uniform(0.1, 1)), 1))
    _inside(story, since, _days(months, _TWO_FIFTHS))


def _chain(story: _Serving) -> None:
    chance = story.chance
    months = [_months(chance, 14, 1, 120) for _ in range(chance.choice((2, 2, 2, 3, 3, 4, 9)))]
    custody = _days(sum(months), _TWO_FIFTHS)
    since = _serving_since(chance, custody)
    last: str | None = None
    for length in months:
        last = _standard(story, since, length, after=last).sentence_id
    if _one_in(chance, 3):
        _standard(story, since, max(months[0] // 2, 1))
    _inside(story, since, custody)


def _extended(story: _Serving) -> None:
    chance = story.chance
    months = _months(chance, 84, 48, 240)
    custody = min(_days(months, _TWO_THIRDS), (STANDS_ON - _ORDERS_FROM).days)
    since = _serving_since(chance, custody)
    story.sentences.append(
        Extended(
            sentence_id=story.name(),
            sentenced_on=since,
            offence=_offence(chance, since),
            custodial_term=_term(chance, months),
            extension=Term(years=chance.randrange(1, 6)),
        )
    )
    if _one_in(chance, 4):
        after = story.sentences[0].sentence_id if _one_in(chance, 2) else None
        _standard(story, since, _months(chance, 12, 2, 60), after=after)
    _inside(story, since, custody)


def _particular_concern(story: _Serving) -> None:
    chance = story.chance
    months = _months(chance, 60, 12, 200)
    custody = min(_days(months, _TWO_THIRDS), (STANDS_ON - _ORDERS_FROM).days)
    since = _serving_since(chance, custody)
    story.sentences.append(
        ParticularConcern(
            sentence_id=story.name(),
            sentenced_on=since,
            offence=_offence(chance, since),
            custodial_term=_term(chance, months),
            extension=Term(years=1),
        )
    )
    _inside(story, since, custody)


def _fine(story: _Serving) -> None:
    chance = story.chance
    since = STANDS_ON - timedelta(days=chance.randrange(20))
    story.sentences.append(
        FineDefault(
            sentence_id=story.name(),
            sentenced_on=since,
            offence=_offence(chance, since),
            term=Term(days=chance.randrange(45, 90)),
            fine_pence=chance.randrange(20_000, 900_000),
        )
    )


def _order(story: _Serving) -> None:
    chance = story.chance
    story.youngest = 14
    months = chance.choice((4, 6, 8, 10, 12, 18, 24))
    since = _serving_since(chance, _days(months, _HALF))
    story.sentences.append(
        DetentionAndTraining(
            sentence_id=story.name(),
            sentenced_on=since,
            offence=_offence(chance, since),
            term=Term(months=months),
        )
    )


def _breach(story: _Serving) -> None:
    chance = story.chance
    since = STANDS_ON - timedelta(days=chance.randrange(5))
    story.sentences.append(
        SupervisionBreach(
            sentence_id=story.name(),
            sentenced_on=since,
            offence=_offence(chance, since),
            term=Term(days=chance.randrange(7, 15)),
            latest_tused_on=since + timedelta(days=chance.randrange(20, 200)),
        )
    )


def _recalled(story: _Serving, months: int, kind: RecallType, back_within: int) -> None:
    """Release somebody at the half or at 40 per cent, and call them back before the end."""
    chance = story.chance
    whole = _days(months, 1)
    served = int(whole * _HALF) + 1
    returned_on = STANDS_ON - timedelta(days=chance.randrange(back_within))
    since = returned_on - timedelta(days=served + chance.randrange(5, max(whole - served - 5, 6)))
    share = _TWO_FIFTHS if since + timedelta(days=served) >= _FORTY_FROM else _HALF
    left_on = since + timedelta(days=int(whole * share) + 1)
    days_out = chance.choice((0, 0, 1, 1, 2, 3, 7, 20))
    revoked_on = max(returned_on - timedelta(days=days_out), left_on + timedelta(days=1))
    recall = Recall(recall_type=kind, revoked_on=revoked_on, returned_on=returned_on)
    _standard(story, since, months, recall=recall)
    _remand(story, since, min(whole - served, 90), is_recalled=True)
    story.returned_on = returned_on
    _moved(story, left_on, MovementReason.CRD, returned_on)
    _at_large(story, revoked_on, returned_on)


def _moved(story: _Serving, left_on: date, reason: MovementReason, returned_on: date) -> None:
    story.movements += (
        ExternalMovement(moved_on=left_on, direction=Direction.OUT, reason=reason),
        ExternalMovement(
            moved_on=returned_on,
            direction=Direction.IN,
            reason=MovementReason.RECALL_ADMISSION,
        ),
    )


def _at_large(story: _Serving, revoked_on: date, returned_on: date) -> None:
    """Count the days between a revocation and the return, the day of each left out."""
    first, last = revoked_on + timedelta(days=1), returned_on - timedelta(days=1)
    if first <= last:
        story.adjustments.append(
            Adjustment(
                kind=AdjustmentKind.UAL,
                applies_on=first,
                days=(last - first).days + 1,
                from_on=first,
                to_on=last,
                ual_reason=UalReason.RECALL,
            )
        )


def _standard_recall(story: _Serving) -> None:
    months = _months(story.chance, 48, 14, 200)
    _recalled(story, months, RecallType.STANDARD_RECALL, 120)


def _recall_of_28(story: _Serving) -> None:
    months = _months(story.chance, 24, 14, 46)
    _recalled(story, months, RecallType.FIXED_TERM_RECALL_28, 26)
    story.fixed_days = 28


def _recall_of_14(story: _Serving) -> None:
    _recalled(story, story.chance.randrange(4, 11), RecallType.FIXED_TERM_RECALL_14, 12)
    story.fixed_days = 14


def _recall_of_56(story: _Serving) -> None:
    months = _months(story.chance, 30, 14, 46)
    _recalled(story, months, RecallType.FIXED_TERM_RECALL_56, 54)
    story.fixed_days = 56


def _recalled_and_sentenced(story: _Serving) -> None:
    """A recall, and a new sentence for what was done outside."""
    months = _months(story.chance, 48, 18, 150)
    _recalled(story, months, RecallType.STANDARD_RECALL, 100)
    back_on = story.returned_on or STANDS_ON
    new = _months(story.chance, 12, 3, 60)
    on = back_on + timedelta(days=story.chance.randrange((STANDS_ON - back_on).days + 1))
    _standard(story, on, new)


def _recalled_after_parole(story: _Serving) -> None:
    """Release an extended sentence on parole, and call it back."""
    chance = story.chance
    months = _months(chance, 72, 60, 120)
    whole = _days(months, 1)
    since = STANDS_ON - timedelta(days=int(whole * chance.uniform(0.75, 0.95)))
    left_on = since + timedelta(days=int(whole * _TWO_THIRDS) + 5)
    revoked_on = STANDS_ON - timedelta(days=chance.randrange(20, 60))
    returned_on = revoked_on + timedelta(days=chance.randrange(10))
    story.sentences.append(
        Extended(
            sentence_id=story.name(),
            sentenced_on=since,
            offence=_offence(chance, since),
            recall=Recall(
                recall_type=RecallType.STANDARD_RECALL,
                revoked_on=revoked_on,
                returned_on=returned_on,
            ),
            custodial_term=Term(months=months),
            extension=Term(years=chance.randrange(1, 6)),
        )
    )
    story.returned_on = returned_on
    _moved(story, left_on, MovementReason.PAROLE, returned_on)
    _at_large(story, revoked_on, returned_on)


def _recalled_from_curfew(story: _Serving) -> None:
    """Call somebody back from home detention curfew, which the engine leaves to people."""
    chance = story.chance
    months = _months(chance, 30, 12, 46)
    custody = _days(months, _TWO_FIFTHS)
    since = STANDS_ON - timedelta(days=custody - 20)
    returned_on = STANDS_ON - timedelta(days=chance.randrange(20))
    recall = Recall(
        recall_type=RecallType.STANDARD_RECALL_255, revoked_on=returned_on, returned_on=returned_on
    )
    _standard(story, since, months, recall=recall)
    story.returned_on = returned_on
    _moved(story, returned_on - timedelta(days=15), MovementReason.HDC, returned_on)


_MIX: dict[Callable[[_Serving], None], int] = {
    _one_standard: 33,
    _one_plus: 8,
    _concurrent: 13,
    _chain: 12,
    _extended: 9,
    _particular_concern: 2,
    _fine: 1,
    _order: 1,
    _breach: 1,
    _standard_recall: 9,
    _recall_of_28: 3,
    _recall_of_14: 2,
    _recall_of_56: 2,
    _recalled_and_sentenced: 2,
    _recalled_after_parole: 1,
    _recalled_from_curfew: 1,
}
_STORIES = tuple(_MIX)
_SHARES = tuple(_MIX.values())
