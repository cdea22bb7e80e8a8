"""A prison for tests of the gate: invented staff, and one person whose papers a test completes.

Everything is done through casework, as staff do it. `Person` remembers who acts, so that a test
says only what matters to it.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from gatelodge.casework.authorities import state_fact
from gatelodge.casework.dates import calculate_dates
from gatelodge.casework.exit_day import (
    attend_removal,
    confirm_identity,
    doubt_identity,
    note_footage,
    sign_licence,
)
from gatelodge.casework.exits import authorise_exit, confirm_exit, plan_exit
from gatelodge.casework.gate_answer import GateAnswer
from gatelodge.casework.gate_desk import run_final_check, scan_pass
from gatelodge.casework.hazards import decide_hazard
from gatelodge.casework.office import CUSTODY, Actor, Office, change, load
from gatelodge.casework.reception import NewPerson, receive_person
from gatelodge.casework.registers import INSTALLATION, PRISONS, register_prison
from gatelodge.casework.second_calculation import second_check_dates
from gatelodge.casework.watching import others_around
from gatelodge.demo.faces import PNG
from gatelodge.demo.faces import face as a_face
from gatelodge.gate import LawfulDay, Step, assess, lawful_day
from gatelodge.gate.check import Check, Circumstances, PlannedExit
from gatelodge.record import (
    AuthorityKind,
    CustodyRecord,
    Draft,
    Entry,
    Source,
    document,
    reading_of,
    statement,
)
from gatelodge.record import facts as f
from tests.offices import UNMARKED, FixedClock, law, make_office

FERNLEA = "FNI"
URN = "01AB0000126"
COURT = "Ashbourne Crown Court"


def staff(account: str, *roles: f.Role, prison: str = FERNLEA) -> Actor:
    surname, _, forenames = account.partition(".")
    return Actor(
        account=account,
        surname=surname,
        forenames=forenames,
        roles=frozenset((role, prison) for role in roles),
    )


AMADI = staff("amadi.grace", f.Role.CASE_ADMINISTRATOR)
ROWE = staff("rowe.samir", f.Role.SECOND_CHECKER)
HALE = staff("hale.priya", f.Role.HEAD_OF_OMU)
LISTER = staff("lister.owen", f.Role.DUTY_GOVERNOR)
NOAKES = staff("noakes.tom", f.Role.GATE_OFFICER)
BEXLEY = staff("bexley.tom", f.Role.RECEPTION_OFFICER)
ASKED = (f.Detail.MOTHERS_NAME, f.Detail.FIRST_SCHOOL)
"""What everybody is asked when they leave, and what no cell card says."""
EVERYBODY = (AMADI, ROWE, HALE, LISTER, NOAKES, BEXLEY)


def paper(office: Office, text: str = "a paper") -> Source:
    """Keep an invented document and name it as the source."""
    return document(office.documents.keep(text.encode(), media_type="text/plain"))


def registered(office: Office, prison: str = FERNLEA) -> None:
    """Enter a prison in the register, once."""
    if any(getattr(e.fact, "prison", "") == prison for e in office.ledger.stream(PRISONS)):
        return
    fact = f.PrisonRegistered(prison=prison, name=f"HMP {prison}", telephone="", mailbox="")
    register_prison(office, INSTALLATION, fact)


class Person:
    """Somebody in custody, and the staff at work on their release."""

    def __init__(self, office: Office | None = None, surname: str = "Pell") -> None:
        self.office = office or make_office()
        registered(self.office)
        others = sum(1 for _ in self.office.ledger.streams(CUSTODY))
        self.id = receive_person(
            self.office,
            AMADI,
            NewPerson(
                prison=FERNLEA,
                prison_number=f"A{42 + others:04d}ZX",
                surname=surname,
                forenames="Joshua",
                born_on=date(1998, 3, 14),
            ),
            source=paper(self.office, "warrant"),
        )

    @property
    def clock(self) -> FixedClock:
        assert isinstance(self.office.clock, FixedClock)
        return self.office.clock

    @property
    def record(self) -> CustodyRecord:
        return load(self.office, self.id)

    @property
    def version(self) -> int:
        return self.record.version

    def state(
        self, fact: f.Fact, *, by: Actor = AMADI, source: Source | None = None, **more: Any
    ) -> int:
        """Enter a fact and give its entry number."""
        source = source or paper(self.office)
        return state_fact(self.office, by, self.id, fact, source=source, **more)[0].seq

    def say(
        self,
        fact: f.Fact,
        *,
        by: Actor = AMADI,
        true_from: datetime | None = None,
        source: Source | None = None,
    ) -> Entry:
        """Put down a fact that other parts of the house enter, such as the court's."""
        draft = Draft(
            fact=fact,
            by=by.account,
            reason="test",
            source=source or paper(self.office),
            true_from=true_from,
        )
        return change(self.office, self.id, lambda _record, _at: (draft,))[0]

    def sentence(self, *, months: int = 12, imposed_on: date = date(2026, 6, 1)) -> int:
        """A standard sentence from its warrant, which also answers for its release point."""
        sentence = self.unanswered(months=months, imposed_on=imposed_on)
        self.marks(sentence)
        return sentence

    def unanswered(
        self,
        *,
        months: int = 12,
        imposed_on: date = date(2026, 6, 1),
        offence: str = "TH68010",
        corrects: int | None = None,
    ) -> int:
        """A standard sentence of whose release point nobody has said anything, each a new count."""
        on_record = sum(a.kind is AuthorityKind.SENTENCE for a in self.record.authorities)
        return self.state(
            f.SentenceImposed(
                court=COURT,
                case_urn=URN,
                sentence_kind=f.SentenceKind.SDS,
                term=f.Term(months=months),
                imposed_on=imposed_on,
                offence_code=offence,
                offence_committed_on=date(2026, 1, 5),
                count=1 if corrects else on_record + 1,
            ),
            corrects=corrects,
        )

    def marks(self, sentence: int, marks: f.ReleaseMarks = UNMARKED, **more: Any) -> int:
        """State what decides the release point of a sentence, by the number of its entry."""
        return self.state(f.ReleaseMarksStated(sentence=sentence, marks=marks), **more)

    def remand(self, urn: str = URN, **more: Any) -> int:
        fact = f.RemandOrdered(court=COURT, case_urn=urn, next_hearing_on=date(2026, 12, 1))
        return self.state(fact, **more)

    def end(self, authority: int, **more: Any) -> int:
        fact = f.AuthorityEnded(authority=authority, how=f.EndKind.ENDED, ended_at=self.clock.now())
        return self.state(fact, source=paper(self.office, f"end of {authority}"), **more)

    def cases(self, *cases: f.CaseStated) -> int:
        told = cases or (
            f.CaseStated(case_urn=URN, court=COURT, is_open=False, disposal="imprisonment"),
        )
        return self.state(
            f.CourtCasesStated(
                asked_of="court listing office",
                answered_by="Ines Marlowe",
                asked_at=self.clock.now(),
                cases=told,
            ),
            source=statement("Ines Marlowe"),
        )

    def asked(
        self,
        enquiry: f.Enquiry,
        found: str = "",
        *,
        of: str = "National warrants desk",
        **more: Any,
    ) -> int:
        """A body that was asked now answers: what it found; empty = nothing."""
        answer = f.EnquiryAnswered(
            enquiry=enquiry,
            asked_of=of,
            answered_by="Ines Marlowe",
            asked_at=self.clock.now(),
            is_clear=not found,
            found=found,
        )
        return self.state(answer, source=statement("Ines Marlowe"), **more)

    def recalls(self, *outstanding: f.RecallOnFile, **more: Any) -> int:
        """Those who order recalls state which are outstanding."""
        stated = f.RecallStatusStated(
            asked_of="Recall section",
            answered_by="Hugo Penn",
            asked_at=self.clock.now(),
            outstanding=outstanding,
        )
        return self.state(stated, source=statement("Hugo Penn"), **more)

    def days(self, *awards: f.AwardOnFile, remand: int = 0, bail: int = 0, away: int = 0) -> int:
        """Those who keep the registers state the days that move dates."""
        stated = f.DaysStated(
            asked_of="OMU registers",
            answered_by="Ines Marlowe",
            asked_at=self.clock.now(),
            awards=awards,
            remand_days=remand,
            tagged_bail_days=bail,
            at_large_days=away,
        )
        return self.state(stated, source=statement("Ines Marlowe"))

    def others_asked(self) -> None:
        """Everybody who might know of something was asked, and knows of nothing."""
        for enquiry in f.Enquiry:
            self.asked(enquiry)
        self.recalls()
        self.days()

    def known(self) -> None:
        """A photo in colour, and what the person says of themselves, as reception asks."""
        self.photograph(self.clock.now().date())
        for about in ASKED:
            detail = f.PersonalDetailRecorded(about=about, answer=f"the {about}")
            self.state(detail, by=BEXLEY, source=statement("the person"))

    def photograph(self, taken_on: date, *, is_colour: bool = True) -> int:
        """A photo of the face."""
        face = document(self.office.documents.keep(a_face(1), media_type=PNG))
        photo = f.PhotographTaken(photo=face.reference, taken_on=taken_on, is_colour=is_colour)
        return self.state(photo, by=BEXLEY, source=face)

    def licence(self, *conditions: str) -> int:
        """A licence with these conditions beside the one that every licence has."""
        return self.state(f.LicenceIssued(conditions=("Report to probation", *conditions)))

    def others_told(self, release_on: date | None = None) -> None:
        """Probation expects the person; there are no flags, and no victim asked to be told."""
        now = self.clock.now()
        on = release_on or now.date()
        told = f.ProbationTold(
            officer="Lena Foss",
            told_at=now,
            address_is_confirmed=True,
            reports_at=datetime.combine(on + timedelta(days=1), time(10), tzinfo=UTC),
            reports_to="Ashbourne probation office",
        )
        flags = f.PublicProtectionStated(
            asked_of="OMU", answered_by="Lena Foss", asked_at=now, flags=()
        )
        victims = f.VictimContactStated(asked_of="OMU", answered_by="Lena Foss", asked_at=now)
        for each in (told, flags, victims):
            self.state(each, source=statement("Lena Foss"))

    def in_place(self, release_on: date | None = None) -> None:
        """Known by face and answers, with a licence, and nobody is left to tell."""
        self.known()
        self.licence()
        self.others_told(release_on)

    def condition(self, words: str = "Live at the address named.") -> None:
        """A condition more: set, on a new licence, and met."""
        self.state(f.ConditionsSet(conditions=(words,)))
        self.licence(words)
        self.state(f.ConditionMet(condition=words, how="seen by the probation officer"))

    def rung_back(self, entry: int) -> int:
        """Whoever is said to have sent the paper of an entry was rung back, and had sent it."""
        found = next(each for each in self.record.entries if each.seq == entry)
        call = f.InstructionVerified(
            document=found.envelope.source.reference,
            called_number="01632 960140",
            number_known_from="list of the courts",
            spoke_to="Ines Marlowe",
            said_at=self.clock.now(),
        )
        return self.state(call, source=statement("Ines Marlowe"))

    def citizen(self) -> int:
        return self.state(
            f.CitizenshipEvidenceSeen(
                evidence="British passport", number="000000000", seen_by="Grace Amadi"
            )
        )

    def calculated(
        self,
        why: f.CalculationReason | None = None,
        *,
        by: Actor = AMADI,
        why_unexpected: str = "",
    ) -> None:
        """The first calculation: the initial one, and after that the one of 2 days before."""
        reasons = f.CalculationReason
        usual = reasons.TWO_DAYS if self.record.calculation else reasons.INITIAL
        calculate_dates(self.office, by, self.id, why=why or usual, why_unexpected=why_unexpected)

    @property
    def as_on_paper(self) -> f.EnteredInputs:
        """What a second person reads from papers that say what the record says."""
        return reading_of(self.record).inputs

    def checked(
        self, by: Actor = ROWE, *, entered: f.EnteredInputs | None = None, why_again: str = ""
    ) -> None:
        """The second calculation, by somebody who reads the papers as the record has them."""
        second_check_dates(
            self.office,
            by,
            self.id,
            entered=entered or self.as_on_paper,
            seen_version=self.version,
            why_again=why_again,
        )

    def decided(self) -> None:
        """Every doubt about the law behind the dates, for the law book's own reading."""
        calculation = self.record.calculation
        assert calculation is not None
        for place, hazard in enumerate(calculation.fact.hazards):
            decide_hazard(
                self.office,
                HALE,
                self.id,
                calculation=calculation.seq,
                place=place,
                reading=hazard.readings[0].name,
                why="The law book reads it so.",
                source=paper(self.office, "advice on the law"),
                seen_version=self.version,
            )

    def lawful_day(self) -> date:
        day = lawful_day(self.record, self.office.bank_holidays, f.ExitType.COMMUNITY)
        assert isinstance(day, LawfulDay)
        return day.on

    def go_to(self, on: date, at: time = time(8, 0)) -> None:
        self.clock.at = datetime.combine(on, at, tzinfo=UTC)

    def plan(
        self, exit_type: f.ExitType = f.ExitType.COMMUNITY, on: date | None = None, **more: Any
    ) -> None:
        plan = f.ExitPlanned(exit_type=exit_type, on=on or self.clock.now().date(), **more)
        plan_exit(self.office, AMADI, self.id, plan, source=paper(self.office))

    def ready(self) -> "Person":
        """Sentenced, dated by two, and today is the day; every check but the acts is met."""
        self.sentence()
        self.calculated()
        self.checked()
        self.go_to(self.lawful_day())
        self.calculated()
        self.checked()
        self.cases()
        self.citizen()
        self.others_asked()
        self.in_place()
        self.plan()
        return self

    def authorise(self, by: Actor = HALE) -> None:
        planned = self.record.plan
        assert planned is not None
        authorise_exit(
            self.office,
            by,
            self.id,
            exit_type=planned.fact.exit_type,
            seen_version=self.version,
        )

    def confirm(self, by: Actor = LISTER) -> None:
        confirm_exit(self.office, by, self.id, seen_version=self.version)

    def with_pass(self) -> "Person":
        self.authorise()
        self.confirm()
        return self

    @property
    def token(self) -> str:
        release = self.record.release
        assert release is not None
        assert release.issued is not None
        return release.issued.fact.token

    @property
    def pass_id(self) -> str:
        release = self.record.release
        assert release is not None
        assert release.issued is not None
        return release.issued.fact.pass_id

    def at_reception(self) -> None:
        """What is done on the day, before the final check: licence, identity, governor, footage."""
        record = self.record
        if record.licence is not None:
            sign_licence(self.office, BEXLEY, self.id)
        for officer in (BEXLEY, NOAKES):
            confirm_identity(
                self.office,
                officer,
                self.id,
                method=f.IdentityMethod.PHOTO,
                questions=[f.QuestionAsked(about=each, is_right=True) for each in ASKED],
            )
        plan = record.plan
        removals = (f.ExitType.IMMIGRATION_ESCORT, f.ExitType.REMOVAL)
        if plan is not None and plan.fact.exit_type in removals:
            attend_removal(self.office, LISTER, self.id, escort=plan.fact.escort)
        note_footage(self.office, BEXLEY, self.id, reference="camera 7, file 31")

    def doubt(self) -> None:
        """An officer finds that the face is not the one on the photo."""
        doubt_identity(self.office, BEXLEY, self.id, found="the face does not fit the photo")

    def final_check(self) -> None:
        """Everything at reception, then the final check."""
        self.at_reception()
        self.last_check()

    def last_check(self) -> None:
        """The final check alone."""
        run_final_check(self.office, NOAKES, self.id)

    def scan(self, token: str | None = None) -> GateAnswer:
        return scan_pass(
            self.office, NOAKES, token or self.token, prison=FERNLEA, terminal="gate 1"
        )

    def finding(self, check: Check, **more: Any) -> f.Finding:
        """What one check finds now, through the assessment that everybody uses."""
        return finding(self.record, check, self.circumstances(**more))

    def circumstances(
        self,
        *,
        exit_type: f.ExitType = f.ExitType.COMMUNITY,
        on: date | None = None,
        at: datetime | None = None,
        step: Step = Step.AUTHORISE,
        acting: str | None = None,
        is_immediate: bool = False,
        policy: tuple[tuple[str, timedelta], ...] = (),
        same_person: tuple[CustodyRecord, ...] = (),
    ) -> Circumstances:
        at = at or self.clock.now()
        around = others_around(self.office, self.record)
        return Circumstances(
            planned=PlannedExit(exit_type=exit_type, on=on or at.date(), is_immediate=is_immediate),
            at=at,
            clock=self.clock.source,
            bank_holidays=self.office.bank_holidays,
            law=law(),
            policy=policy,
            same_person=same_person,
            alike=around.alike,
            co_defendants=around.co_defendants,
            step=step,
            acting=acting,
        )


def finding(record: CustodyRecord, check: Check, circumstances: Circumstances) -> f.Finding:
    return assess(record, circumstances, (check,)).findings[0]
