"""One invented person's record, told entry by entry, for the watch to judge."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from gatelodge.casework.office import CUSTODY, Actor, Office, change
from gatelodge.casework.watching import end_alarm, others_around, redecide_record
from gatelodge.gate import Circumstances, PlannedExit, Step, assess
from gatelodge.record import (
    CustodyRecord,
    Draft,
    Entry,
    Source,
    Write,
    booking,
    document,
    fold,
    inputs_digest,
    message,
    reading_of,
    start_of_day,
    statement,
)
from gatelodge.record import facts as f
from gatelodge.sentencing import Calculation, calculate
from tests.gate.prison import ASKED
from tests.offices import UNMARKED, FixedClock

RECORD = "0123456789abcdef0123456789abcdef"
PAPER = document("ab" * 32)
URN = "20AA0000026"
SENTENCED_ON = date(2026, 6, 22)
DAY = datetime(2026, 9, 3, 9, 0, tzinfo=UTC)
"""Thursday, the release day (CRD) of six months passed on that Monday in June."""
FOUR = {
    "first calculation": "staff:administrator",
    "second check": "staff:checker",
    "authorisation": "staff:head-of-omu",
    "confirmation": "staff:governor",
}
GOVERNOR = Actor(
    account="staff:governor",
    surname="Ashdown",
    forenames="Merrin",
    roles=frozenset({(f.Role.DUTY_GOVERNOR, "FNI")}),
)

NEXT_GOVERNOR = Actor(
    account="staff:next-governor",
    surname="Birkett",
    forenames="Iona",
    roles=frozenset({(f.Role.DUTY_GOVERNOR, "FNI")}),
)
"""Who had no hand in the exit."""


class Story:
    """A custody record and the clock by which it is told."""

    def __init__(self, office: Office, record_id: str = RECORD) -> None:
        self.office = office
        self.record_id = record_id
        self.stream = CUSTODY + record_id

    @property
    def clock(self) -> FixedClock:
        clock = self.office.clock
        if not isinstance(clock, FixedClock):
            raise TypeError("a story needs a clock that stands still")
        return clock

    @property
    def record(self) -> CustodyRecord:
        return fold(self.record_id, self.office.ledger.stream(self.stream))

    @property
    def alarms(self) -> list[tuple[f.AlarmCause, bool]]:
        """Cause of each alarm and whether it is open, in the order in which they were raised."""
        return [(a.raised.fact.cause, a.is_open) for a in self.record.alarms]

    def say(
        self,
        *facts: f.Fact,
        source: Source | None = None,
        true_from: datetime | None = None,
        by: str = "staff:administrator",
        corrects: int | None = None,
    ) -> Entry:
        """Enter facts on the record at the clock's instant and give the last entry of them."""
        drafts = tuple(
            Draft(
                fact=fact,
                by=by,
                reason="told",
                source=source or statement("LEAT, Ines"),
                true_from=true_from,
                corrects=corrects,
            )
            for fact in facts
        )
        if not self.office.ledger.stream(self.stream):
            write = Write(stream=self.stream, drafts=drafts, expected_version=0)
            return self.office.ledger.append([write], at=self.clock.now())[-1]
        entries = change(self.office, self.record_id, lambda _record, _at: drafts)
        return entries[len(drafts) - 1]

    def receive(self) -> None:
        """Reception of somebody born British, with papers."""
        self.say(
            f.PersonReceived(prison="FNI", prison_number="A1234BC"),
            f.IdentityRecorded(surname="Quill", forenames="Tamsin", born_on=date(1990, 1, 1)),
            f.CitizenshipEvidenceSeen(evidence="passport", number="X1", seen_by="LEAT, Ines"),
        )

    def sentence(
        self,
        *,
        months: int = 6,
        on: date = SENTENCED_ON,
        urn: str = URN,
        source: Source = PAPER,
    ) -> int:
        """Enter a sentence of the court from its paper, as of the day it was passed."""
        sentence = self.say(
            f.SentenceImposed(
                court="Dunmere Crown Court",
                case_urn=urn,
                sentence_kind=f.SentenceKind.SDS,
                term=f.Term(months=months),
                imposed_on=on,
                offence_code="TH68001",
                offence_committed_on=date(2026, 4, 1),
            ),
            source=source,
            true_from=start_of_day(on),
        ).seq
        marks = f.ReleaseMarksStated(sentence=sentence, marks=UNMARKED)
        self.say(marks, source=source, true_from=start_of_day(on))
        return sentence

    def calculate(self, *, by: str = FOUR["first calculation"]) -> int:
        """First calculation by the engine."""
        fact = self.calculated()
        return self.say(fact, by=by).seq

    def calculated(self) -> f.DatesCalculated:
        record = self.record
        answer = calculate(
            booking(record), self.office.law, bank_holidays=self.office.bank_holidays
        )
        if not isinstance(answer, Calculation):
            raise TypeError(f"the engine refused: {answer}")
        governing = answer.governing()
        return f.DatesCalculated(
            inputs_digest=inputs_digest(record) or "",
            why=f.CalculationReason.INITIAL,
            dates=tuple(f.CalculatedDate(d.type.value, d.on) for d in answer.dates),
            governing=governing.type.value,
            governing_on=governing.on,
            earliest_sentence_on=min(s.fact.imposed_on for s in record.sentences),
            working=(),
            engine_version=answer.engine_version,
            law_version=answer.law_version,
        )

    def check(self, *, by: str = FOUR["second check"]) -> int:
        """Second check by another person, who reaches the same dates."""
        calculation = self.record.calculation
        if calculation is None:
            raise LookupError("nobody has calculated the dates")
        return self.say(
            f.DatesChecked(
                calculation=calculation.seq,
                inputs_digest=calculation.fact.inputs_digest,
                entered=reading_of(self.record).inputs,
                dates=calculation.fact.dates,
                agrees=True,
            ),
            by=by,
        ).seq

    def state_cases(self, *urns: str) -> None:
        """A court officer states the person's cases, each with its disposal."""
        self.say(
            f.CourtCasesStated(
                asked_of="Dunmere Crown Court",
                answered_by="WREN, Odette",
                asked_at=self.clock.now(),
                cases=tuple(
                    f.CaseStated(
                        case_urn=urn, court="Dunmere Crown Court", is_open=False, disposal="custody"
                    )
                    for urn in urns or (URN,)
                ),
            )
        )

    def others_asked(self) -> None:
        """Everybody who might know of something was asked, and knows of nothing."""
        asked = {
            "asked_of": "National warrants desk",
            "answered_by": "WREN, Odette",
            "asked_at": self.clock.now(),
        }
        for enquiry in f.Enquiry:
            self.say(f.EnquiryAnswered(enquiry=enquiry, is_clear=True, **asked))
        self.say(f.RecallStatusStated(outstanding=(), **asked))
        none = {"remand_days": 0, "tagged_bail_days": 0, "at_large_days": 0}
        self.say(f.DaysStated(awards=(), **none, **asked))

    def in_place(self) -> None:
        """Known by face and answers, with a licence; probation expects the person."""
        now, on = self.clock.now(), self.clock.now().date()
        asked = {"asked_of": "OMU", "answered_by": "WREN, Odette", "asked_at": now}
        self.say(
            f.PhotographTaken(photo="ef" * 32, taken_on=on, is_colour=True),
            *(f.PersonalDetailRecorded(about=each, answer="as told") for each in ASKED),
            f.LicenceIssued(conditions=("Report to probation",)),
            f.ProbationTold(
                officer="FOSS, Lena",
                told_at=now,
                address_is_confirmed=True,
                reports_at=now + timedelta(days=1),
                reports_to="Dunmere probation office",
            ),
            f.PublicProtectionStated(flags=(), **asked),
            f.VictimContactStated(**asked),
        )

    def at_reception(self) -> None:
        """The acts of the day: licence signed, identity by two officers, footage."""
        confirmed = f.IdentityConfirmed(
            method=f.IdentityMethod.PHOTO,
            questions=tuple(f.QuestionAsked(about=each, is_right=True) for each in ASKED),
        )
        self.say(f.LicenceSigned(read_by="BEXLEY, Tom"), confirmed, by="staff:reception")
        self.say(confirmed, f.FootageNoted(reference="camera 7"), by="staff:gate")

    def due_today(self) -> None:
        """Somebody sentenced once, dated by two people, whose lawful day is the clock's."""
        self.receive()
        self.sentence()
        self.calculate()
        self.check()
        self.state_cases()
        self.others_asked()
        self.in_place()

    def assess(self, step: Step, exit_type: f.ExitType = f.ExitType.COMMUNITY) -> f.Assessed:
        at = self.clock.now()
        around = others_around(self.office, self.record)
        circumstances = Circumstances(
            planned=PlannedExit(exit_type=exit_type, on=at.date()),
            at=at,
            clock=self.office.clock.source,
            bank_holidays=self.office.bank_holidays,
            law=self.office.law,
            alike=around.alike,
            co_defendants=around.co_defendants,
            step=step,
            acting=FOUR["confirmation"] if step is Step.CONFIRM else FOUR["authorisation"],
        )
        return assess(self.record, circumstances, self.office.checks)

    def authorise(self, exit_type: f.ExitType = f.ExitType.COMMUNITY) -> int:
        on = self.clock.now().date()
        self.say(f.ExitPlanned(exit_type=exit_type, on=on))
        self.clock.pass_by(minutes=1)
        assessed = self.assess(Step.AUTHORISE, exit_type)
        return self.say(f.ReleaseAuthorised(assessed=assessed), by=FOUR["authorisation"]).seq

    def confirm(self, exit_type: f.ExitType = f.ExitType.COMMUNITY) -> str:
        """The duty governor confirms; the pass is issued. Gives the pass's id."""
        release = self.record.release
        if release is None:
            raise LookupError("nothing is authorised")
        assessed = self.assess(Step.CONFIRM, exit_type)
        pass_id = f"pass-{release.seq}"
        self.say(
            f.ReleaseConfirmed(authorisation=release.seq, assessed=assessed),
            f.PassIssued(
                authorisation=release.seq,
                pass_id=pass_id,
                token="-",
                exit_type=exit_type,
                on=self.clock.now().date(),
                key_id="one",
            ),
            by=FOUR["confirmation"],
        )
        return pass_id

    def leave_by_pass(self, exit_type: f.ExitType = f.ExitType.COMMUNITY) -> int:
        """Authorised, confirmed, checked, scanned and out, some minutes apart."""
        authorisation = self.authorise(exit_type)
        self.clock.pass_by(minutes=5)
        pass_id = self.confirm(exit_type)
        self.clock.pass_by(minutes=20)
        self.at_reception()
        final = f.FinalCheckRun(
            authorisation=authorisation, assessed=self.assess(Step.FINAL, exit_type)
        )
        self.say(final, by="staff:reception")
        self.clock.pass_by(minutes=8)
        self.say(
            f.PassScanned(pass_id=pass_id, answer="GO", cause="", terminal="gate 1"),
            by="staff:gate",
        )
        self.clock.pass_by(seconds=40)
        return self.leave(exit_type, pass_id=pass_id)

    def leave(
        self,
        exit_type: f.ExitType = f.ExitType.COMMUNITY,
        *,
        pass_id: str | None = None,
        at: datetime | None = None,
    ) -> int:
        """The exit is entered; without a pass it was done on paper, maybe some time ago."""
        exited_at = at or self.clock.now()
        return self.say(
            f.ExitRecorded(
                exit_type=exit_type, exited_at=exited_at, pass_id=pass_id, place="main gate"
            ),
            true_from=exited_at,
            by="staff:gate",
        ).seq

    def come_back(self, how: str = "recalled") -> None:
        at = self.clock.now()
        self.say(f.ReturnRecorded(returned_at=at, how=how, prison="FNI"), true_from=at)

    def result(
        self,
        order: f.OrderKind,
        *,
        on: date,
        item: str = "item-1",
        months: int | None = None,
        urn: str = URN,
        match: f.MatchKind = f.MatchKind.CONFIRMED,
        doubts: tuple[str, ...] = (),
    ) -> None:
        """A court's result message is matched to the record; nobody has read its paper."""
        linked = f.CourtMessageLinked(item=item, match=match, basis="name", case_urns=(urn,))
        self.say(linked, source=message(item))
        read = _order(order, months=months, urn=urn, doubts=doubts)
        self.say(
            f.CourtResultReceived(
                item=item,
                hearing_id="h",
                hearing_on=on,
                court="Dunmere Crown Court",
                shared_at=self.clock.now(),
                orders=(read,),
                document="cd" * 32,
            ),
            source=message(item),
            true_from=start_of_day(on),
        )

    def read_paper(
        self,
        order: f.OrderKind,
        *,
        on: date,
        item: str = "item-1",
        months: int | None = None,
        urn: str = URN,
    ) -> None:
        """A person reads the paper of an item."""
        self.say(
            f.ReadingConfirmed(
                item=item,
                document="cd" * 32,
                orders=(_order(order, months=months, urn=urn),),
                defendant_surname="Quill",
                defendant_forenames="Tamsin",
                defendant_born_on=date(1990, 1, 1),
                hearing_on=on,
                court="Dunmere Crown Court",
            )
        )

    def final(self) -> f.Assessed:
        return self.assess(Step.FINAL)

    def end_alarm(self, alarm: str, why: str) -> None:
        end_alarm(self.office, NEXT_GOVERNOR, self.record_id, alarm, why)

    def apply(self, *entries: int, item: str = "item-1") -> None:
        self.say(f.CourtResultApplied(item=item, entries=entries))


def _order(
    order: f.OrderKind, *, months: int | None, urn: str, doubts: tuple[str, ...] = ()
) -> f.OrderRead:
    term = f.Term(months=months) if months else None
    held: dict[str, Any] = {"term": term, "suspended_for": None}
    if order is f.OrderKind.SUSPENDED:
        held["suspended_for"] = f.Term(months=24)
    return f.OrderRead(
        case_urn=urn,
        offence_code="TH68001",
        offence_on=date(2026, 4, 1),
        count=1,
        order=order,
        doubts=doubts,
        **held,
    )


def watch(story: Story) -> tuple[Entry, ...]:
    """Let the watch decide about the story's record, as the worker does after each entry."""
    return redecide_record(story.office, story.record_id, story.office.ledger.head())
