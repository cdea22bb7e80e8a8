"""The watcher and the clerk, round by round, on a ledger in memory."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError

from gatelodge.bulk import FOLLOWER, Chore, Clerk, Watcher, run_worker
from gatelodge.casework.court import CourtFault, Credentials, Fetched
from gatelodge.casework.office import CUSTODY, ITEM, Office
from gatelodge.record import Draft, Entry, MemoryLedger, PeopleIndex, Write, message
from gatelodge.record import facts as f
from tests.offices import make_office, salts
from tests.watch.stories import DAY, PAPER, Story
from tests.watch.test_overdue import MIDNIGHT

OTHERS = tuple(f"{number:032x}" for number in range(1, 60))
SUSPECTED = (f.AlarmCause.SUSPECTED_RELEASE_IN_ERROR, True)


class Places:
    """Where followers keep their place, in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, int] = {}

    def position(self, follower: str) -> int:
        return self.kept.get(follower, 0)

    def move_to(self, follower: str, seq: int) -> None:
        self.kept[follower] = seq


class CourtOutOfReach:
    """A court that cannot be reached. It keeps what it was asked for."""

    def __init__(self, *, breaks_on: str = "") -> None:
        self.asked: list[tuple[str, ...]] = []
        self._breaks_on = breaks_on

    def subscribe(self, callback_url: str, event_type: str, *, correlation_id: str) -> Credentials:
        raise self._away(callback_url, event_type, correlation_id)

    def rotate(self, subscription_id: str, key_id: str, *, correlation_id: str) -> Credentials:
        raise self._away(subscription_id, key_id, correlation_id)

    def document(self, subscription_id: str, document_id: str, *, correlation_id: str) -> Fetched:
        raise self._away(subscription_id, document_id, correlation_id)

    def register(
        self, case_urn: str, hearing_id: str, defendant_id: str, *, correlation_id: str
    ) -> bytes:
        raise self._away(case_urn, hearing_id, defendant_id, correlation_id)

    def _away(self, *asked_for: str) -> Exception:
        self.asked.append(asked_for)
        if self._breaks_on in asked_for:
            return ValueError("a fault nobody thought of")
        return CourtFault("The court could not be reached.")


class Damaged(MemoryLedger):
    """A ledger with a stream that can be written and not read, and an entry that stops a reader."""

    stream_of = ""
    entry_no = 0

    def stream(self, stream: str) -> tuple[Entry, ...]:
        if stream == self.stream_of:
            raise ValueError("not what was recorded")
        return super().stream(stream)

    def after(self, seq: int, *, limit: int = 1000) -> tuple[Entry, ...]:
        entries = super().after(seq, limit=limit)
        if any(e.seq == self.entry_no for e in entries):
            raise ValueError("not what was recorded")
        return entries


def run(watcher: Watcher) -> None:
    """Round after round until there is nothing to do."""
    while watcher.round() or not watcher.is_idle:
        continue


def left_wrongly(office: Office, record_id: str) -> Story:
    story = Story(office, record_id)
    story.due_today()
    story.say(
        f.RemandOrdered(court="Dunmere", case_urn="20AA0000099", next_hearing_on=None),
        true_from=DAY - timedelta(days=30),
    )
    story.leave()
    return story


def test_a_watcher_that_starts_decides_everything_behind_the_head() -> None:
    office, places = make_office(at=DAY), Places()
    stories = [left_wrongly(office, record_id) for record_id in OTHERS]
    behind = office.ledger.head()

    run(Watcher(office, places))

    assert [story.alarms for story in stories] == [[SUSPECTED]] * len(stories)
    assert places.kept[FOLLOWER] >= behind


def test_one_that_follows_decides_each_new_fact_and_its_own_decisions_make_no_work() -> None:
    office, places = make_office(at=DAY), Places()
    story = Story(office)
    story.due_today()
    story.leave_by_pass()
    watcher = Watcher(office, places)
    run(watcher)
    assert story.alarms == []

    story.result(f.OrderKind.CUSTODY, on=DAY.date(), months=45)
    run(watcher)
    decided = office.ledger.head()
    run(watcher)

    assert story.alarms == [SUSPECTED]
    assert office.ledger.head() == decided == places.kept[FOLLOWER]


def test_news_is_decided_before_a_backlog_is_done() -> None:
    office = make_office(at=DAY)
    backlog = [left_wrongly(office, record_id) for record_id in OTHERS[1:]]
    news = Story(office, OTHERS[0])
    news.due_today()
    watcher = Watcher(office, Places())
    watcher.round()
    assert sum(story.alarms == [] for story in backlog) > 20
    news.say(f.CustodyReturnAsked(said_by="a visitor", terminal="gate 1", words="Out too early."))

    watcher.round()

    assert news.alarms == [(f.AlarmCause.CUSTODY_RETURN_ASKED, True)]
    assert any(story.alarms == [] for story in backlog)


def test_a_place_that_was_lost_costs_work_and_no_decision() -> None:
    office = make_office(at=DAY)
    story = left_wrongly(office, OTHERS[0])
    run(Watcher(office, Places()))
    head = office.ledger.head()

    run(Watcher(office, Places()))

    assert office.ledger.head() == head
    assert story.alarms == [SUSPECTED]


def test_the_clock_alone_raises_the_alarm_in_the_first_minute_after_the_day() -> None:
    office = make_office(at=DAY)
    story = Story(office)
    story.receive()
    story.sentence()
    story.calculate()
    watcher = Watcher(office, Places())
    run(watcher)
    story.clock.at = MIDNIGHT - timedelta(seconds=1)
    run(watcher)
    assert story.alarms == []

    story.clock.at = MIDNIGHT
    run(watcher)

    assert story.alarms == [(f.AlarmCause.OVERDUE_RELEASE, True)]


def test_an_overdue_alarm_that_was_ended_comes_back_by_the_clock_while_it_is_so() -> None:
    office = make_office(at=MIDNIGHT)
    story = Story(office)
    story.receive()
    story.sentence()
    story.calculate()
    watcher = Watcher(office, Places())
    run(watcher)
    story.end_alarm(story.record.alarms[0].raised.fact.alarm, "being seen to")
    run(watcher)
    story.clock.pass_by(hours=1)
    run(watcher)
    assert story.alarms == [
        (f.AlarmCause.OVERDUE_RELEASE, False),
        (f.AlarmCause.OVERDUE_RELEASE, True),
    ]


def test_a_record_that_cannot_be_decided_alarms_and_the_others_are_decided() -> None:
    ledger = Damaged(salts())
    office, places = make_office(ledger=ledger, at=DAY), Places()
    broken, sound = (left_wrongly(office, record_id) for record_id in OTHERS[:2])
    ledger.stream_of = CUSTODY + OTHERS[0]

    run(Watcher(office, places))

    assert sound.alarms == [SUSPECTED]
    ledger.stream_of = ""
    assert [cause for cause, _ in broken.alarms] == [f.AlarmCause.WATCH_FAILED]


def test_an_entry_that_cannot_be_read_makes_every_record_be_decided() -> None:
    ledger = Damaged(salts())
    office, places = make_office(ledger=ledger, at=DAY), Places()
    story = left_wrongly(office, OTHERS[0])
    ledger.entry_no = 3

    run(Watcher(office, places))

    assert story.alarms == [SUSPECTED]
    assert places.kept[FOLLOWER] >= story.record.exits[0].left.seq


def test_a_tightened_limit_makes_every_open_authorisation_be_decided() -> None:
    office, places = make_office(at=DAY), Places()
    story = Story(office)
    story.due_today()
    story.authorise()
    story.clock.pass_by(minutes=30)
    watcher = Watcher(office, places)
    run(watcher)
    assert story.alarms == []
    tightened = Draft(
        fact=f.PolicySet(limit="G03", minutes=15),
        by="staff:national",
        reason="policy",
        source=PAPER,
    )
    office.ledger.append(
        [Write(stream="register/policy", drafts=(tightened,))], at=office.clock.now()
    )
    run(watcher)
    assert story.alarms == [(f.AlarmCause.AUTHORISATION_NO_LONGER_STANDS, True)]


def arrived(office: Office, item: str, *, hearing: str = "h-1") -> None:
    """A court's message is in the inbox."""
    fact = f.CourtMessageReceived(
        message="ef" * 32,
        correlation_id="c",
        key_id="k",
        event_type="PRISON_COURT_REGISTER_GENERATED",
        master_defendant_id="m-1",
        hearing_id=hearing,
        case_urns=("20AA0000026",),
        document_id="d-1",
        document_generated_at=office.clock.now(),
        prison_email="omu@fernlea.example",
    )
    draft = Draft(fact=fact, by="system:intake", reason="callback", source=message(item))
    office.ledger.append([Write(stream=ITEM + item, drafts=(draft,))], at=office.clock.now())


def do_all(clerk: Clerk) -> None:
    while clerk.round():
        continue


def test_a_clerk_asks_the_court_again_after_growing_pauses_and_loses_no_item() -> None:
    office, court = make_office(at=DAY), CourtOutOfReach()
    arrived(office, "item-1")
    clerk = Clerk(office, court, PeopleIndex(office.ledger))
    do_all(clerk)
    asked_at_once = list(court.asked)
    do_all(clerk)
    assert court.asked == asked_at_once != []

    Story(office).clock.pass_by(seconds=5)
    do_all(clerk)

    assert len(court.asked) > len(asked_at_once)


def test_an_item_that_cannot_be_processed_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    office, court = make_office(at=DAY), CourtOutOfReach(breaks_on="h-broken")
    arrived(office, "item-1", hearing="h-broken")
    arrived(office, "item-2", hearing="h-2")
    clerk = Clerk(office, court, PeopleIndex(office.ledger))

    do_all(clerk)

    assert "item-1 could not be processed" in caplog.text
    assert [asked[1] for asked in court.asked] == ["h-broken", "h-2"]
    Story(office).clock.pass_by(minutes=1)
    do_all(clerk)
    assert [asked[1] for asked in court.asked].count("h-broken") == 2


def test_a_chore_that_fails_is_logged_and_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    office, court = make_office(at=DAY), CourtOutOfReach()
    done: list[str] = []

    def out_of_reach() -> None:
        raise CourtFault("The court could not be reached.")

    def breaks() -> None:
        raise ValueError("a fault nobody thought of")

    chores = (
        Chore(name="subscription", every_seconds=0.0, do=out_of_reach),
        Chore(name="something else", every_seconds=0.0, do=breaks),
        Chore(name="checkpoint", every_seconds=3600.0, do=lambda: done.append("signed")),
    )
    clerk = Clerk(office, court, PeopleIndex(office.ledger), chores)
    clerk.round()
    clerk.round()
    assert done == ["signed"]
    assert caplog.text.count("subscription: The court could not be reached.") == 2
    assert caplog.text.count("something else: failed") == 2


class Heard(Places):
    """Places that tell a waiting test when a number was reached."""

    def __init__(self, wanted: int) -> None:
        super().__init__()
        self._wanted = wanted
        self.reached = threading.Event()

    def move_to(self, follower: str, seq: int) -> None:
        super().move_to(follower, seq)
        if seq >= self._wanted:
            self.reached.set()


def test_a_running_worker_decides_what_comes_until_it_is_asked_to_end() -> None:
    office = make_office(at=DAY)
    story = left_wrongly(office, OTHERS[0])
    places, stop, signed = Heard(office.ledger.head()), threading.Event(), threading.Event()
    worker = threading.Thread(
        target=run_worker,
        args=(office, CourtOutOfReach(), PeopleIndex(office.ledger), places, stop),
        kwargs={"chores": (Chore(name="checkpoint", every_seconds=60.0, do=signed.set),)},
    )
    worker.start()
    try:
        assert places.reached.wait(30)
        assert signed.wait(30)
        assert story.alarms == [SUSPECTED]
    finally:
        stop.set()
        worker.join(30)
    assert not worker.is_alive()


class FailsOnce(Heard):
    """Places that cannot be read at the first try, as when the database is away."""

    def position(self, follower: str) -> int:
        if "tried" not in self.kept:
            self.kept["tried"] = 1
            raise OperationalError("the database is away")
        return super().position(follower)


def test_a_loop_whose_database_was_away_begins_anew(caplog: pytest.LogCaptureFixture) -> None:
    office = make_office(at=DAY)
    story = left_wrongly(office, OTHERS[0])
    places, stop = FailsOnce(office.ledger.head()), threading.Event()
    worker = threading.Thread(
        target=run_worker,
        args=(office, CourtOutOfReach(), PeopleIndex(office.ledger), places, stop),
    )
    worker.start()
    try:
        assert places.reached.wait(30)
    finally:
        stop.set()
        worker.join(30)
    assert story.alarms == [SUSPECTED]
    assert "the watcher stopped and begins anew" in caplog.text
