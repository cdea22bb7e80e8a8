"""What every story of the demo has in common: times, cases, and the way to a sentence.

A story is a generator: it yields the instant at which it wants to act next, and acts once the
clock stands there. So all stories are told side by side, and the ledger grows as it would have
grown.
"""

from collections.abc import Generator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from gatelodge.demo.court import InventedCourts
from gatelodge.demo.desk import Desk
from gatelodge.demo.enquiries import answers
from gatelodge.demo.papers import charge, imprisonment
from gatelodge.demo.people import InventedPerson
from gatelodge.demo.sentences import PassedSentence, sentence_leading_to
from gatelodge.record import NEED_MARKS, Source, day_in_london, start_of_day
from gatelodge.record.facts import (
    AuthorityEnded,
    CaseDisposed,
    CaseStated,
    CitizenshipEvidenceSeen,
    EndKind,
    Enquiry,
    OffenceRecorded,
    Period,
    ReleaseMarks,
    ReleaseMarksStated,
    RemandCredited,
    RemandOrdered,
    Role,
    SentenceImposed,
    SentenceKind,
    Term,
)

Telling = Generator[datetime, None, object]
Story = Generator[datetime, None, None]
Way = Generator[datetime, None, str]
"""Part of a story that leads to a record, by its id."""

LONDON = ZoneInfo("Europe/London")
_COURTS = (
    "Fernlea Crown Court",
    "Dunmere Crown Court",
    "Ashcombe Crown Court",
    "Saltmarsh Crown Court",
)
UNMARKED = ReleaseMarks(
    is_sds_plus_length_and_offence=False, is_section_250=False, early_release_exclusions=()
)
"""What the papers of these offences answer: nothing moves the release point."""
MARKS_READ = (
    "Not an SDS+ offence; not under section 250 of the Sentencing Code",
    "No exclusion from early release was found",
)
"""The same on the paper."""
_OFFENCES = (
    ("TH68001", "Theft from the person of another"),
    ("TH68010", "Theft from a shop"),
    ("FA06001", "Fraud by false representation"),
    ("CD71039", "Criminal damage"),
)


class Now(msgspec.Struct, frozen=True, kw_only=True):
    """The moment for which the demo is made; no story acts later."""

    at: datetime

    @property
    def today(self) -> date:
        """London's day."""
        return day_in_london(self.at)

    def on(self, day: date, clock: str) -> datetime:
        """An instant of a day by London's clock, such as "09:30"; never later than the moment."""
        local = datetime.combine(day, time.fromisoformat(clock), tzinfo=LONDON)
        return min(local.astimezone(UTC), self.at)

    def day(self, days: int) -> date:
        """The day so many days from today; negative = in the past."""
        return self.today + timedelta(days=days)

    def ago(self, *, hours: int = 0, minutes: int = 0) -> datetime:
        """So long before the moment."""
        return self.at - timedelta(hours=hours, minutes=minutes)

    def today_ago(self, *, minutes: int) -> datetime:
        """So long before the moment, but at the latest half-way back to the start of today."""
        half = (self.at - start_of_day(self.today)) / 2
        return self.at - min(timedelta(minutes=minutes), half)


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """An invented criminal case."""

    urn: str
    court: str
    offence_code: str
    offence_title: str

    def stated(self, *, disposal: str = "") -> CaseStated:
        """The case as the court answers when it is asked; without a disposal it is open."""
        return CaseStated(
            case_urn=self.urn, court=self.court, is_open=not disposal, disposal=disposal
        )

    def charge(self, committed_on: date) -> tuple[str, ...]:
        """The case and its offence as they stand on a court's paper."""
        return charge(
            court=self.court,
            case_urn=self.urn,
            offence_code=self.offence_code,
            title=self.offence_title,
            committed_on=committed_on,
        )


def case_of(person: InventedPerson, second: int = 0) -> Case:
    """The invented case of a person; `second` = another one beside it."""
    number = person.number + 37 * second
    code, title = _OFFENCES[number % len(_OFFENCES)]
    return Case(
        urn=f"{31 + second}ZX{person.number:05d}{number % 90 + 10}",
        court=_COURTS[number % len(_COURTS)],
        offence_code=code,
        offence_title=title,
    )


def offence_day(person: InventedPerson, today: date) -> date:
    """When the offence was, of somebody who is on remand until a hearing of these days."""
    return today - timedelta(days=59 + person.number % 30)


class Teller(msgspec.Struct, frozen=True, kw_only=True):
    """Tells the story of one person at one prison."""

    desk: Desk
    courts: InventedCourts
    person: InventedPerson
    now: Now

    def case(self, second: int = 0) -> Case:
        """The person's case; `second` = another one beside it."""
        return case_of(self.person, second)

    def paper(self, title: str, *lines: str) -> Source:
        """Keep an invented paper about the person."""
        person = self.person
        name = f"Name: {person.surname}, {person.forenames}".rstrip(" ,")
        born = f"Born: {person.born_on:%d/%m/%Y}"
        return self.desk.keep(title, name, born, *lines)

    def remanded(self, remanded_on: date, *, next_hearing_on: date | None) -> Way:
        """Receive the person from court with a remand warrant."""
        case = self.case()
        yield self.now.on(remanded_on, "17:40")
        record_id = self.desk.receive(self.person)
        committed_on = remanded_on - timedelta(days=9)
        warrant = self.paper(
            "Warrant: remand in custody",
            *case.charge(committed_on),
            f"Next hearing: {next_hearing_on:%d/%m/%Y}" if next_hearing_on else "To be fixed",
        )
        self.remand(
            record_id,
            case,
            source=warrant,
            until=next_hearing_on,
            committed_on=committed_on,
        )
        return record_id

    def remand(
        self,
        record_id: str,
        case: Case,
        *,
        source: Source,
        committed_on: date,
        until: date | None = None,
        true_from: datetime | None = None,
    ) -> None:
        """Enter a remand and its offence from the warrant."""
        self.desk.state(
            record_id,
            RemandOrdered(
                court=case.court, case_urn=case.urn, next_hearing_on=until, catalogue="A08"
            ),
            OffenceRecorded(
                case_urn=case.urn,
                offence_code=case.offence_code,
                title=case.offence_title,
                committed_on=committed_on,
            ),
            source=source,
            role=Role.RECEPTION_OFFICER,
            true_from=true_from,
        )

    def citizenship(self, record_id: str) -> None:
        """Enter evidence of citizenship from a passport."""
        number = f"{520_000_000 + self.person.number * 7}"
        self.desk.state(
            record_id,
            CitizenshipEvidenceSeen(
                evidence="British passport", number=number, seen_by="Reception, from the property"
            ),
            source=self.paper("Copy of passport", "British citizen", f"Number {number}"),
        )

    def sentence(self, release_on: date, months: int, *, remand_days: int = 24) -> PassedSentence:
        """A sentence whose release date is the wanted day."""
        return sentence_leading_to(
            release_on,
            Term(years=months // 12, months=months % 12),
            remand_days=remand_days,
            law=self.desk.office.law,
            bank_holidays=self.desk.office.bank_holidays,
        )

    def sentenced(
        self,
        passed: PassedSentence,
        *,
        is_citizen: bool = True,
        kind: SentenceKind = SentenceKind.SDS,
        extension: Term | None = None,
    ) -> Way:
        """From reception on remand to a sentence, with the papers of both.

        `extension` is the extended licence of a sentence that has one.
        """
        case = self.case()
        record_id = yield from self.remanded(passed.remanded_on, next_hearing_on=passed.imposed_on)
        remand = self.authority(record_id)
        if is_citizen:
            yield self.now.on(passed.remanded_on + timedelta(days=2), "10:15")
            self.citizenship(record_id)
        yield self.now.on(passed.imposed_on, "16:05")
        imposed = SentenceImposed(
            court=case.court,
            case_urn=case.urn,
            sentence_kind=kind,
            term=passed.term,
            extension=extension,
            imposed_on=passed.imposed_on,
            offence_code=case.offence_code,
            offence_committed_on=passed.committed_on,
        )
        credited = RemandCredited(
            days=passed.remand_days,
            period=Period(
                first_on=passed.remanded_on, last_on=passed.imposed_on - timedelta(days=1)
            ),
            counts_from=passed.imposed_on,
        )
        warrant = self.paper(
            "Order for imprisonment",
            *imprisonment(imposed, credited, title=case.offence_title),
            *(MARKS_READ if kind in NEED_MARKS else ()),
        )
        entries = self.desk.state(
            record_id,
            imposed,
            credited,
            CaseDisposed(
                case_urn=case.urn,
                court=case.court,
                disposal=f"custody, {passed.term}",
                disposed_on=passed.imposed_on,
            ),
            source=warrant,
        )
        if kind in NEED_MARKS:
            marks = ReleaseMarksStated(sentence=entries[0].seq, marks=UNMARKED)
            self.desk.state(record_id, marks, source=warrant)
        self.desk.state(
            record_id,
            AuthorityEnded(
                authority=remand,
                how=EndKind.REPLACED,
                ended_at=self.desk.office.clock.now(),
                replaced_by=entries[0].seq,
            ),
            source=warrant,
        )
        return record_id

    def dated(self, record_id: str, on: date, *, is_checked: bool = True) -> Story:
        """Two people work out the dates on one day."""
        yield self.now.on(on, "10:20")
        self.desk.calculate(record_id)
        if is_checked:
            yield self.now.on(on, "14:35")
            self.desk.check(record_id)

    def asked_around(
        self,
        record_id: str,
        at: datetime,
        *others: CaseStated,
        found: Mapping[Enquiry, str] | None = None,
    ) -> Story:
        """Ask the courts for all cases, of which the person's own has ended, and everybody else.

        `found` is what they found; who is not in it found nothing.
        """
        yield at
        own = self.case().stated(disposal="custody")
        self.desk.state_cases(record_id, own, *others, asked_at=at)
        adjustments = self.desk.record(record_id).adjustments
        remand_days = sum(
            each.fact.days for each in adjustments if isinstance(each.fact, RemandCredited)
        )
        said = answers(at, found or {}, remand_days=remand_days)
        self.desk.state(record_id, *said, source=self.paper("Answers to the list of releases"))

    def authority(self, record_id: str) -> int:
        """Number of the newest authority in force."""
        return self.desk.record(record_id).authorities_in_force[-1].seq
