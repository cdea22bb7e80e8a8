"""Late facts come in any order, in any pieces, with the watch awake or asleep between them."""

from collections.abc import Callable
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from gatelodge.record import facts as f
from gatelodge.record import start_of_day
from tests.offices import make_office
from tests.watch.stories import DAY, PAPER, SENTENCED_ON, Story, watch

BEFORE = start_of_day(date(2026, 9, 1))
LATE: dict[str, Callable[[Story], object]] = {
    "custody result": lambda s: s.result(
        f.OrderKind.CUSTODY, on=DAY.date(), months=45, item="late-1", urn="20AA0000091"
    ),
    "suspended result": lambda s: s.result(
        f.OrderKind.SUSPENDED, on=DAY.date(), months=6, item="late-2", urn="20AA0000092"
    ),
    "IS91": lambda s: s.say(
        f.ImmigrationDetentionAuthorised(reference="IS91-1"), source=PAPER, true_from=BEFORE
    ),
    "added days": lambda s: s.say(
        f.AddedDaysAwarded(days=7, awarded_on=date(2026, 8, 3), adjudication="A1"),
        true_from=start_of_day(date(2026, 8, 3)),
    ),
    "remand days": lambda s: s.say(
        f.RemandCredited(days=2, period=None, counts_from=SENTENCED_ON),
        true_from=start_of_day(SENTENCED_ON),
    ),
    "nationality": lambda s: s.say(f.NationalityStated(nationality="Portuguese"), true_from=BEFORE),
    "recall afterwards": lambda s: s.say(
        f.RecallOrdered(recall_kind=f.RecallKind.FIXED_14, revoked_on=DAY.date()),
        true_from=start_of_day(date(2026, 9, 20)),
    ),
    "case disposed": lambda s: s.say(
        f.CaseDisposed(
            case_urn="20AA0000093", court="Dunmere", disposal="fine", disposed_on=SENTENCED_ON
        ),
        true_from=start_of_day(SENTENCED_ON),
    ),
}


def told(names: list[str], awake: list[bool], *, on_paper: bool) -> Story:
    """A release, then late facts; the watch decides where `awake` says so, and at the end."""
    story = Story(make_office(at=DAY))
    story.due_today()
    if on_paper:
        story.leave()
    else:
        story.leave_by_pass()
    story.clock.pass_by(days=1)
    for name, decides in zip(names, awake, strict=True):
        LATE[name](story)
        story.clock.pass_by(minutes=7)
        if decides:
            watch(story)
    watch(story)
    return story


def suspicion(story: Story) -> tuple[tuple[str, ...], tuple[str, ...], list[f.AlarmCause]]:
    redecided = story.record.exits[0].redecided
    assert redecided is not None
    causes = [cause for cause, _ in story.alarms]
    return redecided.fact.fallen, redecided.fact.never_evidenced, causes


@settings(deadline=None)
@given(data=st.data(), on_paper=st.booleans())
def test_any_order_of_late_facts_ends_in_the_same_suspicion(
    data: st.DataObject, *, on_paper: bool
) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(LATE)), unique=True, max_size=len(LATE)))
    other = data.draw(st.permutations(names))
    flags = st.lists(st.booleans(), min_size=len(names), max_size=len(names))

    one = told(names, data.draw(flags), on_paper=on_paper)
    two = told(list(other), data.draw(flags), on_paper=on_paper)

    assert suspicion(one) == suspicion(two)


@settings(deadline=None)
@given(data=st.data(), on_paper=st.booleans())
def test_deciding_again_any_number_of_times_writes_nothing(
    data: st.DataObject, *, on_paper: bool
) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(LATE)), unique=True))
    story = told(names, [True] * len(names), on_paper=on_paper)
    head = story.office.ledger.head()
    for _ in range(data.draw(st.integers(1, 3))):
        assert watch(story) == ()
    assert story.office.ledger.head() == head
