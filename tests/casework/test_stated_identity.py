"""Photos, personal details, calls back, conditions and licence: what cannot be so of each."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gatelodge.casework.office import ActRefused
from gatelodge.record import Source, document, statement
from gatelodge.record import facts as f
from tests.gate.prison import AMADI, BEXLEY, NOAKES, Person, paper

HOME, SURETY = "Live at 4 Field Lane.", "A surety of £500."


@pytest.fixture
def person() -> Person:
    return Person()


def refused(person: Person, fact: f.Fact, *, source: Source | None = None) -> ActRefused:
    before = person.version
    with pytest.raises(ActRefused) as refusal:
        person.state(fact, source=source)
    assert refusal.value.words.endswith(".") or HOME in refusal.value.words
    assert person.version == before
    return refusal.value


def photo(source: Source, taken_on: date = date(2026, 9, 2)) -> f.PhotographTaken:
    return f.PhotographTaken(photo=source.reference, taken_on=taken_on, is_colour=True)


def test_a_photo_is_its_own_source(person: Person) -> None:
    kept = paper(person.office, "face")
    assert refused(person, photo(kept), source=paper(person.office, "form")).field == "photo"
    assert refused(person, photo(kept), source=statement("Tom Bexley")).field == "photo"
    assert refused(person, photo(document("0" * 64)), source=document("0" * 64)).field == "source"
    person.state(photo(kept), source=kept, by=BEXLEY)
    assert person.record.photograph is not None


def test_a_photo_of_tomorrow_is_refused(person: Person) -> None:
    kept = paper(person.office, "face")
    assert refused(person, photo(kept, date(2026, 9, 3)), source=kept).field == "taken_on"


def test_a_detail_has_an_answer_that_no_cell_card_gives(person: Person) -> None:
    said = statement("PELL, Joshua")
    empty = f.PersonalDetailRecorded(about=f.Detail.FIRST_SCHOOL, answer=" ")
    assert refused(person, empty, source=said).field == "answer"
    card = f.PersonalDetailRecorded(about=f.Detail.BORN_ON, answer="14 March 1998")
    assert refused(person, card, source=said).field == "about"


def call(person: Person, entry: int, **changes: object) -> f.InstructionVerified:
    found = next(each for each in person.record.entries if each.seq == entry)
    fields: dict[str, object] = {
        "document": found.envelope.source.reference,
        "called_number": "01632 960140",
        "number_known_from": "list of courts",
        "spoke_to": "Ines Marlowe",
        "said_at": person.clock.now(),
        **changes,
    }
    return f.InstructionVerified(**fields)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("called_number", " "),
        ("number_known_from", ""),
        ("spoke_to", " "),
        ("document", "0" * 64),
        ("said_at", datetime(2026, 9, 2, 9, 1, tzinfo=UTC)),
        ("said_at", datetime(2026, 9, 2, 8, 0)),  # noqa: DTZ001 - the very fault
    ],
)
def test_a_call_back_that_cannot_be_so_is_refused(
    person: Person, field: str, value: object
) -> None:
    ended = person.end(person.remand())
    fact = call(person, ended, **{field: value})
    assert refused(person, fact, source=statement("Ines Marlowe")).field == field


def test_who_opens_the_gate_takes_no_photo_and_rings_nobody(person: Person) -> None:
    kept = paper(person.office, "face")
    with pytest.raises(ActRefused) as refusal:
        person.state(photo(kept), source=kept, by=NOAKES)
    assert refusal.value.code == "NO_ROLE"


def test_a_licence_has_every_condition_that_was_set(person: Person) -> None:
    person.state(f.ConditionsSet(conditions=(HOME, SURETY)))
    lacking = refused(person, f.LicenceIssued(conditions=(SURETY,)))
    assert lacking.field == "conditions"
    assert HOME in lacking.words
    assert refused(person, f.LicenceIssued(conditions=())).code == "EMPTY"
    person.state(f.LicenceIssued(conditions=(SURETY, "Report.", HOME)))
    assert person.record.licence is not None


@pytest.mark.parametrize("conditions", [("",), (HOME, " "), (HOME, HOME), (HOME, f" {HOME}")])
def test_conditions_have_words_and_stand_once(person: Person, conditions: tuple[str, ...]) -> None:
    assert refused(person, f.ConditionsSet(conditions=conditions)).field == "conditions"


def test_only_a_condition_that_was_set_can_be_met(person: Person) -> None:
    met = f.ConditionMet(condition=HOME, how="visited")
    assert refused(person, met).field == "condition"
    person.state(f.ConditionsSet(conditions=(HOME,)))
    assert refused(person, f.ConditionMet(condition=HOME, how=" ")).field == "how"
    person.state(met)


def told(person: Person, minutes: int = 0, reports: int = 60) -> f.ProbationTold:
    now = person.clock.now()
    return f.ProbationTold(
        officer="Lena Foss",
        told_at=now + timedelta(minutes=minutes),
        address_is_confirmed=True,
        reports_at=now + timedelta(minutes=reports),
        reports_to="Ashbourne",
    )


def test_probation_is_told_before_the_appointment_and_not_in_time_to_come(person: Person) -> None:
    source = statement("Lena Foss")
    assert refused(person, told(person, minutes=1), source=source).field == "told_at"
    assert refused(person, told(person, reports=-1), source=source).field == "reports_at"
    person.state(told(person), source=source, by=AMADI)
    assert person.record.probation is not None


def test_word_of_a_release_names_somebody_who_was_told_already(person: Person) -> None:
    now, source = person.clock.now(), statement("Ada Crane")
    for changes, field in (
        ({"named": " "}, "named"),
        ({"told_at": now + timedelta(minutes=1)}, "told_at"),
    ):
        fields: dict[str, object] = {
            "recipient": f.Recipient.POLICE,
            "named": "Ada Crane",
            "told_at": now,
            "release_on": date(2026, 9, 3),
            **changes,
        }
        fact = f.ReleaseNotified(**fields)  # type: ignore[arg-type]  # fields by name
        assert refused(person, fact, source=source).field == field


def test_a_flag_has_a_name(person: Person) -> None:
    fact = f.PublicProtectionStated(
        asked_of="unit", answered_by="Lena Foss", asked_at=person.clock.now(), flags=(" ",)
    )
    assert refused(person, fact, source=statement("Lena Foss")).field == "flags"
