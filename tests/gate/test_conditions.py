"""What must be in place at the exit: licence, conditions, who was told (G20 to G24)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gatelodge.casework.exit_day import sign_licence
from gatelodge.gate import CHECKS, Check, Step
from gatelodge.record import facts as f
from gatelodge.record import statement
from gatelodge.record.facts import Answer
from tests.gate.court import applied, linked, order, read, result
from tests.gate.prison import BEXLEY, Person

BY_NAME = {each.name: each for each in CHECKS}
G20, G21, G22, G23, G24 = (BY_NAME[name] for name in ("G20", "G21", "G22", "G23", "G24"))
HOME = "Live at 4 Field Lane."
SURETY = "A surety of £500."


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def sentenced(person: Person) -> Person:
    """Somebody whose custody ends in a licence, on the day they are due."""
    person.sentence()
    person.calculated()
    person.checked()
    person.go_to(person.lawful_day())
    return person


def answer(person: Person, check: Check, step: Step = Step.FINAL) -> tuple[Answer, str]:
    found = person.finding(check, step=step)
    return found.answer, found.reason


def remand_that_ended(person: Person) -> None:
    person.end(person.remand())


class TestTheLicence:
    def test_nobody_is_released_on_licence_from_a_remand(self, person: Person) -> None:
        remand_that_ended(person)
        assert answer(person, G20) == (Answer.NOT_APPLICABLE, "NO_LICENCE_NEEDED")

    def test_without_dates_it_is_not_known_whether_one_is_needed(self, person: Person) -> None:
        person.sentence()
        assert answer(person, G20) == (Answer.UNKNOWN, "NOT_CALCULATED")

    def test_none_on_the_record_is_not_known(self, sentenced: Person) -> None:
        assert answer(sentenced, G20) == (Answer.UNKNOWN, "LICENCE_NOT_ISSUED")

    def test_one_that_lacks_what_was_set_since_fails(self, sentenced: Person) -> None:
        sentenced.licence()
        sentenced.state(f.ConditionsSet(conditions=(HOME,)))
        found = sentenced.finding(G20)
        assert (found.answer, found.reason) == (Answer.FAILED, "LICENCE_LACKS")
        assert HOME in found.words

    def test_before_the_day_signing_is_only_still_to_come(self, sentenced: Person) -> None:
        sentenced.licence()
        assert answer(sentenced, G20, Step.AUTHORISE)[1] == "NOT_DONE_YET"
        assert answer(sentenced, G20, Step.CONFIRM)[1] == "NOT_DONE_YET"
        assert answer(sentenced, G20) == (Answer.UNKNOWN, "LICENCE_NOT_SIGNED")

    def test_signed_it_passes(self, sentenced: Person) -> None:
        sentenced.licence()
        sign_licence(sentenced.office, BEXLEY, sentenced.id)
        assert answer(sentenced, G20) == (Answer.PASSED, "LICENCE_SIGNED")

    def test_a_refusal_before_a_witness_stops_nobody(self, sentenced: Person) -> None:
        sentenced.licence()
        sign_licence(sentenced.office, BEXLEY, sentenced.id, refusal_witnessed_by="Okafor, Ruth")
        found = sentenced.finding(G20, step=Step.FINAL)
        assert (found.answer, found.reason) == (Answer.PASSED, "LICENCE_REFUSED")
        assert "Okafor, Ruth" in found.words

    def test_another_licence_is_read_and_signed_anew(self, sentenced: Person) -> None:
        sentenced.licence()
        sign_licence(sentenced.office, BEXLEY, sentenced.id)
        sentenced.licence("Stay away from Dunmere.")
        assert answer(sentenced, G20) == (Answer.UNKNOWN, "LICENCE_NOT_SIGNED")


class TestConditions:
    def test_where_nothing_sets_any_none_is_needed(self, person: Person) -> None:
        remand_that_ended(person)
        assert answer(person, G21) == (Answer.NOT_APPLICABLE, "NO_CONDITIONS")

    @pytest.mark.parametrize("scheme", [f.EarlyScheme.PAROLE, f.EarlyScheme.HDC])
    def test_a_direction_or_curfew_without_its_conditions_is_not_known(
        self, person: Person, scheme: f.EarlyScheme
    ) -> None:
        self.decided(person, scheme)
        assert answer(person, G21) == (Answer.UNKNOWN, "CONDITIONS_NOT_STATED")

    def test_early_removal_sets_none(self, person: Person) -> None:
        self.decided(person, f.EarlyScheme.EARLY_REMOVAL)
        remand_that_ended(person)
        assert answer(person, G21) == (Answer.NOT_APPLICABLE, "NO_CONDITIONS")

    def test_bail_without_its_conditions_is_not_known(self, person: Person) -> None:
        bail = order(order=f.OrderKind.BAIL, term=None)
        linked(person)
        result(person, bail)
        read(person, bail)
        applied(person)
        assert answer(person, G21) == (Answer.UNKNOWN, "CONDITIONS_NOT_STATED")

    def test_a_paper_that_sets_none_passes(self, person: Person) -> None:
        self.decided(person, f.EarlyScheme.PAROLE)
        person.state(f.ConditionsSet(conditions=()))
        assert answer(person, G21) == (Answer.PASSED, "CONDITIONS_MET")

    def test_each_one_must_be_met(self, person: Person) -> None:
        person.state(f.ConditionsSet(conditions=(HOME, SURETY)))
        assert answer(person, G21) == (Answer.UNKNOWN, "CONDITION_OPEN")
        person.state(f.ConditionMet(condition=HOME, how="visited"))
        found = person.finding(G21)
        assert found.reason == "CONDITION_OPEN"
        assert SURETY in found.words
        assert HOME not in found.words
        person.state(f.ConditionMet(condition=SURETY, how="taken by A. Field"))
        assert answer(person, G21) == (Answer.PASSED, "CONDITIONS_MET")

    def test_what_was_met_before_it_was_set_anew_is_met_anew(self, person: Person) -> None:
        person.state(f.ConditionsSet(conditions=(HOME,)))
        person.state(f.ConditionMet(condition=HOME, how="visited"))
        person.state(f.ConditionsSet(conditions=(HOME,)))
        assert answer(person, G21) == (Answer.UNKNOWN, "CONDITION_OPEN")

    @staticmethod
    def decided(person: Person, scheme: f.EarlyScheme) -> None:
        person.state(
            f.EarlyReleaseDecided(
                scheme=scheme, release_on=person.clock.now().date(), signed_by="A. Judge"
            )
        )


class TestProbation:
    def told(self, person: Person, *, is_confirmed: bool = True, days: int = 1) -> None:
        now = person.clock.now()
        person.state(
            f.ProbationTold(
                officer="Lena Foss",
                told_at=now,
                address_is_confirmed=is_confirmed,
                reports_at=now + timedelta(days=days),
                reports_to="Ashbourne probation office",
            ),
            source=statement("Lena Foss"),
        )

    def test_nobody_supervises_after_a_remand(self, person: Person) -> None:
        remand_that_ended(person)
        assert answer(person, G22) == (Answer.NOT_APPLICABLE, "NO_SUPERVISION")

    def test_without_dates_it_is_not_known_who_supervises(self, person: Person) -> None:
        person.sentence()
        assert answer(person, G22) == (Answer.UNKNOWN, "NOT_CALCULATED")

    def test_nobody_told_is_not_known(self, sentenced: Person) -> None:
        assert answer(sentenced, G22) == (Answer.UNKNOWN, "PROBATION_NOT_TOLD")

    def test_told_with_address_and_appointment_it_passes(self, sentenced: Person) -> None:
        self.told(sentenced)
        found = sentenced.finding(G22)
        assert (found.answer, found.reason) == (Answer.PASSED, "PROBATION_TOLD")
        assert "Ashbourne probation office" in found.words

    def test_an_address_that_is_not_confirmed_waits_for_the_duty_governor(
        self, sentenced: Person
    ) -> None:
        self.told(sentenced, is_confirmed=False)
        found = sentenced.finding(G22)
        assert (found.answer, found.reason) == (Answer.FAILED, "ADDRESS_NOT_CONFIRMED")
        assert found.if_not_met is f.OnFail.ESCALATE

    def test_an_appointment_before_the_exit_is_none(self, sentenced: Person) -> None:
        self.told(sentenced)
        sentenced.clock.pass_by(days=2)
        assert answer(sentenced, G22)[1] == "APPOINTMENT_PAST"
        assert answer(sentenced, G22)[0] is not Answer.PASSED


class TestPoliceAndVictim:
    def notified(self, person: Person, recipient: f.Recipient, on: date | None = None) -> None:
        now = person.clock.now()
        told = f.ReleaseNotified(
            recipient=recipient, named="Ada Crane", told_at=now, release_on=on or now.date()
        )
        person.state(told, source=statement("Ada Crane"))

    def flags(self, person: Person, *flags: str) -> None:
        stated = f.PublicProtectionStated(
            asked_of="OMU", answered_by="Lena Foss", asked_at=person.clock.now(), flags=flags
        )
        person.state(stated, source=statement("Lena Foss"))

    def victim(self, person: Person, officer: str) -> None:
        stated = f.VictimContactStated(
            asked_of="OMU",
            answered_by="Lena Foss",
            asked_at=person.clock.now(),
            liaison_officer=officer,
        )
        person.state(stated, source=statement("Lena Foss"))

    @pytest.mark.parametrize("check", [G23, G24], ids=lambda check: check.name)
    def test_not_asked_is_not_known(self, person: Person, check: Check) -> None:
        assert answer(person, check) == (Answer.UNKNOWN, "NOT_ASKED")

    def test_no_flag_and_no_victim_pass(self, person: Person) -> None:
        self.flags(person)
        self.victim(person, "")
        assert answer(person, G23) == (Answer.PASSED, "NO_FLAGS")
        assert answer(person, G24) == (Answer.PASSED, "NO_VICTIM_CONTACT")

    def test_a_flag_needs_the_police_told_of_this_very_day(self, person: Person) -> None:
        self.flags(person, "MAPPA level 2")
        assert answer(person, G23) == (Answer.FAILED, "POLICE_NOT_TOLD")
        self.notified(person, f.Recipient.POLICE, person.clock.now().date() + timedelta(days=1))
        self.notified(person, f.Recipient.VICTIM_LIAISON)
        assert answer(person, G23) == (Answer.FAILED, "POLICE_NOT_TOLD")
        self.notified(person, f.Recipient.POLICE)
        found = person.finding(G23)
        assert (found.answer, found.reason) == (Answer.PASSED, "POLICE_TOLD")
        assert "Ada Crane" in found.words

    def test_a_victim_needs_the_liaison_officer_told_of_this_very_day(self, person: Person) -> None:
        self.victim(person, "Ada Crane")
        assert answer(person, G24) == (Answer.FAILED, "LIAISON_NOT_TOLD")
        self.notified(person, f.Recipient.POLICE)
        assert answer(person, G24) == (Answer.FAILED, "LIAISON_NOT_TOLD")
        self.notified(person, f.Recipient.VICTIM_LIAISON)
        assert answer(person, G24) == (Answer.PASSED, "LIAISON_TOLD")

    def test_word_that_was_given_after_the_exit_does_not_count_for_it(self, person: Person) -> None:
        self.flags(person, "MAPPA level 2")
        before = person.clock.now()
        person.clock.pass_by(hours=1)
        self.notified(person, f.Recipient.POLICE)
        assert person.finding(G23, at=before).answer is Answer.FAILED

    @pytest.mark.parametrize("check", [G23, G24], ids=lambda check: check.name)
    def test_a_failure_waits_for_the_duty_governor(self, person: Person, check: Check) -> None:
        self.flags(person, "MAPPA level 2")
        self.victim(person, "Ada Crane")
        assert person.finding(check).if_not_met is f.OnFail.ESCALATE


def test_the_appointment_is_told_in_london_time(sentenced: Person) -> None:
    sentenced.state(
        f.ProbationTold(
            officer="Lena Foss",
            told_at=sentenced.clock.now(),
            address_is_confirmed=True,
            reports_at=datetime(2027, 6, 1, 9, 0, tzinfo=UTC),
            reports_to="Ashbourne",
        ),
        source=statement("Lena Foss"),
    )
    assert "10:00" in sentenced.finding(G22).words
