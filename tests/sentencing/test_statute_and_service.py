"""Where the statute and the official service part: each row under both books."""

from datetime import date

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gatelodge.sentencing import (
    AdjustmentKind,
    Booking,
    Calculation,
    DetentionAndTraining,
    Direction,
    Exclusion,
    ExternalMovement,
    FineDefault,
    LawBook,
    MovementReason,
    Offence,
    Reading,
    Refusal,
    ReleaseDateType,
    Sentence,
    Term,
    calculate,
    statute_files,
)
from gatelodge.sentencing.constructions import WAYS, Construction
from gatelodge.sentencing.hazards import hazard_register
from gatelodge.sentencing.law_files import LAW, law_texts, read_enactment

from .any_booking import SOAK, bookings
from .invented import FORTY, PROGRESSION, booking, day, law, row, sds
from .two_books import STATUTE_WITH_MODEL, book_of, dated

SERVICE, STATUTE = law(FORTY), LawBook.in_force()
MODEL = law(PROGRESSION)
CHILD = "2010-01-01"
LISTED = (Exclusion.VIOLENT,)


def order(sentenced_on: str, *, name: str = "one", **term: int) -> DetentionAndTraining:
    return DetentionAndTraining(
        sentence_id=name,
        sentenced_on=day(sentenced_on),
        offence=Offence(committed_on=day("2019-01-01")),
        term=Term(**term),
    )


def fine(pence: int) -> FineDefault:
    return FineDefault(
        sentence_id="one",
        sentenced_on=day("2022-06-05"),
        offence=Offence(committed_on=day("2019-01-01")),
        term=Term(years=7),
        fine_pence=pence,
    )


def of(*sentences: Sentence, born: str = "1990-02-11", **more: object) -> Booking:
    given = booking(born=born)
    return msgspec.structs.replace(given, sentences=sentences, **more)


def moved(on: str, direction: Direction, reason: MovementReason) -> ExternalMovement:
    return ExternalMovement(moved_on=day(on), direction=direction, reason=reason)


def old(sentenced_on: str, years: int, *, marked: bool) -> Booking:
    marks = LISTED if marked else ()
    return of(sds(sentenced_on, years=years, offence_on="2003-05-05", exclusions=marks))


OUT_AND_BACK = (
    moved("2024-11-01", Direction.OUT, MovementReason.HDC),
    moved("2025-01-10", Direction.IN, MovementReason.RECALL_ADMISSION),
)
SHORT_MIX = of(
    sds("2024-11-04", months=4, offence_on="2015-01-18"),
    sds("2024-11-04", months=7, name="two", after="one", offence_on="2024-01-18"),
)
BAIL = row(AdjustmentKind.TAGGED_BAIL, "2023-03-06", 30)
ROWS = {
    "listed offences of before 2005: the Board from one half, automatic at two thirds": (
        old("2008-03-03", 9, marked=True),
        {"CRD": "2012-09-01", "SLED": "2017-03-02"},
        {"PED": "2012-09-01", "CRD": "2014-03-03", "LED": "2014-12-02", "SED": "2017-03-02"},
    ),
    "other offences of before 2005: one half under both": (
        old("2008-03-03", 9, marked=False),
        {"CRD": "2012-09-01", "SLED": "2017-03-02"},
        {"CRD": "2012-09-01", "SLED": "2017-03-02"},
    ),
    "a listed offence, but under four years: one half under both": (
        old("2008-03-03", 3, marked=True),
        {"CRD": "2009-09-01", "LED": "2010-06-02"},
        {"CRD": "2009-09-01", "LED": "2010-06-02"},
    ),
    "a single term is of all its sentences": (
        of(
            sds("2010-01-04", months=12, offence_on="2003-05-05"),
            sds("2010-02-01", months=12, offence_on="2003-05-05", name="two"),
            sds("2010-03-01", months=24, offence_on="2003-05-05", name="three"),
        ),
        {"SED": "2011-01-31", "CRD": "2010-07-19"},
        {"SED": "2012-02-29", "CRD": "2011-02-01"},
    ),
    "short sentences passed before 3 December 2012 are one term, whatever the offences' days": (
        of(
            sds("2010-01-04", months=6, offence_on="2009-05-05"),
            sds("2010-02-01", months=8, offence_on="2009-05-05", name="two"),
        ),
        {"SED": "2010-09-30", "ARD": "2010-06-01"},
        {"SED": "2010-09-30", "ARD": "2010-05-18"},
    ),
    "a short chain passed before then has licence to three quarters of its 15 months": (
        of(
            sds("2012-06-04", months=8, offence_on="2009-05-05"),
            sds("2012-06-04", months=7, name="two", after="one", offence_on="2009-05-05"),
        ),
        {"CRD": "2013-01-18", "SLED": "2013-09-03"},
        {"CRD": "2013-01-18", "LED": "2013-05-12", "SED": "2013-09-03"},
    ),
    "one of them of 12 months: no single term under either": (
        of(
            sds("2010-01-04", months=12, offence_on="2009-05-05"),
            sds("2010-02-01", months=8, offence_on="2009-05-05", name="two"),
        ),
        {"CRD": "2010-07-05", "SLED": "2011-01-03"},
        {"CRD": "2010-07-05", "SLED": "2011-01-03"},
    ),
    "short sentences passed on 3 December 2012: alike": (
        of(
            sds("2012-12-03", months=6, offence_on="2009-05-05"),
            sds("2012-12-10", months=8, offence_on="2009-05-05", name="two"),
        ),
        {"SED": "2013-08-09", "ARD": "2013-04-10"},
        {"SED": "2013-08-09", "ARD": "2013-04-10"},
    ),
    "equal tagged bail of one date is one credit": (
        of(
            sds("2023-03-06", months=12),
            sds("2023-03-06", months=10, name="two"),
            adjustments=(BAIL, BAIL),
        ),
        {"CRD": "2023-07-06"},
        {"CRD": "2023-08-05"},
    ),
    "the licence of a short mixed chain": (SHORT_MIX, {"LED": "2025-07-01"}, {"LED": "2025-07-21"}),
    "a default term for exactly ten million pounds": (
        of(fine(1_000_000_000)),
        {"ARD": "2029-06-04"},
        {"ARD": "2025-12-04"},
    ),
    "a default term for a penny more: the whole under both": (
        of(fine(1_000_000_001)),
        {"ARD": "2029-06-04"},
        {"ARD": "2029-06-04"},
    ),
    "orders of 731 days: the day over the cap is remitted": (
        of(order("2021-06-14", months=20), order("2021-12-14", name="two", months=18, days=1)),
        {"MTD": "2022-06-14"},
        {"MTD": "2022-06-13"},
    ),
    "orders of 730 days: alike": (
        of(order("2021-06-14", months=20), order("2021-12-14", name="two", months=18)),
        {"MTD": "2022-06-13"},
        {"MTD": "2022-06-13"},
    ),
    # On its own the law in force would refuse the bail: here it may be for the other sentence.
    "tagged bail on an order of before 28 June 2022": (
        of(
            order("2022-06-27", months=20),
            sds("2022-06-27", months=4, name="two"),
            adjustments=(row(AdjustmentKind.TAGGED_BAIL, "2022-06-27", 20),),
        ),
        {"SED": "2024-02-06"},
        {"SED": "2024-02-26"},
    ),
    "tagged bail that an order of before then takes over from a default term": (
        of(
            msgspec.structs.replace(
                fine(50_000), sentenced_on=day("2022-06-06"), term=Term(months=2)
            ),
            order("2022-06-07", name="two", months=4),
            adjustments=(row(AdjustmentKind.TAGGED_BAIL, "2022-06-06", 20),),
        ),
        {"SED": "2022-09-16"},
        {"SED": "2022-10-06"},
    ),
    "tagged bail on an order of 28 June 2022: alike": (
        of(
            order("2022-06-28", months=20),
            adjustments=(row(AdjustmentKind.TAGGED_BAIL, "2022-06-28", 20),),
        ),
        {"MTD": "2023-04-08"},
        {"MTD": "2023-04-08"},
    ),
    "no automatic release before the tranche day": (
        of(sds("2024-04-20", months=10, offence_on="2015-01-18")),
        {"ARD": "2024-08-20"},
        {"ARD": "2024-09-10"},
    ),
    "later exclusions reach whoever was out on curfew and came back": (
        of(
            sds("2024-07-01", years=2, exclusions=(Exclusion.DOMESTIC_ABUSE_T3,)),
            movements=OUT_AND_BACK,
        ),
        {"CRD": "2025-04-18"},
        {"CRD": "2025-06-30"},
    ),
    "later exclusions leave whoever was out and stayed out": (
        of(
            sds("2024-07-01", years=2, exclusions=(Exclusion.DOMESTIC_ABUSE_T3,)),
            movements=OUT_AND_BACK[:1],
        ),
        {"CRD": "2025-04-18"},
        {"CRD": "2025-04-18"},
    ),
    "supervision that would run past its repeal": (
        of(sds("2025-12-01", months=10, offence_on="2024-01-01")),
        {"CRD": "2026-04-01", "TUSED": "2027-04-01"},
        {"CRD": "2026-04-01"},
    ),
    "supervision that was over before its repeal stands as history": (
        of(sds("2023-12-01", months=10, offence_on="2023-01-01")),
        {"TUSED": "2025-05-01"},
        {"TUSED": "2025-05-01"},
    ),
}
MODEL_ROWS = {
    "detention of a child passed under the model: one half": (
        of(sds("2026-10-05", years=4, child=True), born=CHILD),
        {"CRD": "2028-05-11"},
        {"CRD": "2028-10-04"},
    ),
    "detention of a child beside an adult's sentence under it": (
        of(
            sds("2026-10-05", years=4, child=True),
            sds("2026-10-05", years=2, name="two"),
            born="2008-10-01",
        ),
        {"CRD": "2028-05-11", "SLED": "2030-10-04"},
        {"CRD": "2028-10-04", "SLED": "2030-10-04"},
    ),
    "detention of a child before another's sentence in one chain": (
        of(
            sds("2026-10-05", years=4, child=True),
            sds("2026-10-05", years=3, name="two", after="one"),
            born="2008-10-01",
        ),
        {"CRD": "2029-05-11"},
        {"CRD": "2029-10-04"},
    ),
    "detention of a child passed before it: a person decides": (
        of(sds("2026-08-05", years=4, child=True), born=CHILD),
        {"CRD": "2028-03-11"},
        {"CRD": "2028-03-11"},
    ),
    "a child who leaves a short sentence under the model leaves on licence": (
        of(sds("2026-08-05", months=10, offence_on="2026-01-01"), born=CHILD),
        {"ARD": "2026-11-14", "SED": "2027-06-04"},
        {"CRD": "2026-11-14", "SLED": "2027-06-04"},
    ),
}
RELEASES = {"CRD", "ARD", "PED", "MTD", "LED", "SLED", "SED", "TUSED"}


@pytest.mark.parametrize("name", ROWS)
def test_each_book_dates_by_its_own_rule(name: str) -> None:
    given, service, statute = ROWS[name]
    assert service.items() <= dated(given, SERVICE).items()
    assert statute.items() <= dated(given, STATUTE).items()


def test_supervision_past_its_repeal_is_no_date_of_the_law_in_force() -> None:
    given, _, _ = ROWS["supervision that would run past its repeal"]
    assert "TUSED" not in dated(given, STATUTE)


@pytest.mark.parametrize("name", MODEL_ROWS)
def test_each_book_works_the_progression_model_by_its_own_rule(name: str) -> None:
    given, service, statute = MODEL_ROWS[name]
    assert service.items() <= dated(given, MODEL).items()
    found = dated(given, STATUTE_WITH_MODEL)
    assert statute.items() <= found.items()
    assert not RELEASES & set(found) & (set(service) - set(statute))


def test_a_chain_of_detained_children_keeps_its_curfew_by_statute() -> None:
    given = of(
        sds("2026-06-01", months=18, child=True),
        sds("2026-06-01", months=6, child=True, name="two", after="one"),
        born=CHILD,
    )
    assert "HDCED" not in dated(given, law_with_end_of_curfew(by_statute=False))
    assert "HDCED" in dated(given, law_with_end_of_curfew(by_statute=True))


def law_with_end_of_curfew(*, by_statute: bool) -> LawBook:
    names = {"2026-09-02-no-adult-curfew.toml"}
    if by_statute:
        names.add("2026-09-02-statute-curfew-of-children.toml")
    return book_of(names)


def test_the_books_of_the_official_service_choose_no_construction() -> None:
    for name in (FORTY, PROGRESSION):
        assert not law(name).constructions
        assert not any(each.statute_alone for each in law(name).enactments)


def test_every_construction_that_a_law_file_chooses_rests_on_a_confirmed_source() -> None:
    for each in STATUTE_WITH_MODEL.enactments:
        if each.constructions:
            assert each.confirmed, each.id
            assert each.statute_alone, each.id


def test_every_construction_is_spoken_both_ways() -> None:
    assert set(WAYS) == set(Construction)
    assert all(each.chosen != each.otherwise for each in WAYS.values())


def test_the_model_does_not_reach_a_long_sentence_for_a_listed_offence_of_before_2005() -> None:
    """Schedule 20B, not section 244, releases it: at two thirds of 30 years, never at a third."""
    listed = of(sds("2012-10-01", years=30, offence_on="2003-05-05", exclusions=LISTED))
    found = calculate(listed, STATUTE_WITH_MODEL, bank_holidays=frozenset())
    assert isinstance(found, Calculation)
    assert found.affected_by == ()
    assert str(found.on(ReleaseDateType.CRD)) == "2032-09-30"
    assert dated(listed, MODEL)["CRD"] == "2027-06-08"


def test_a_short_sentence_that_stays_under_the_older_law_keeps_its_removal_date() -> None:
    """It stands under the 1991 Act, but removal is open to every prisoner with a fixed term.

    Of 184 days 92 are to be served, and removal may come once 46 are.
    """
    short = of(sds("2011-07-15", months=6, offence_on="2011-07-14"))
    for book in (SERVICE, STATUTE):
        assert dated(short, book, ersed=True)["ERSED"] == "2011-08-30"
    older = of(sds("2011-07-15", months=6, offence_on="2004-07-14"))
    assert "ERSED" not in dated(older, STATUTE, ersed=True)


def test_an_earlier_supervision_is_not_its_end_where_the_repeal_cut_the_latest_short() -> None:
    """The chain's supervision, to June 2026, ran until the repeal; the other's end is no end."""
    both = of(
        sds("2025-03-24", months=8, offence_on="2022-04-20"),
        sds("2025-06-04", months=1, name="two", after="one", offence_on="2022-04-20"),
        sds("2024-10-22", days=341, name="three", offence_on="2024-10-21"),
        adjustments=(row(AdjustmentKind.REMAND, "2025-03-24", 15),),
    )
    assert dated(both, SERVICE)["TUSED"] == "2026-06-26"
    assert "TUSED" not in dated(both, STATUTE)


def test_a_mixed_chain_under_the_model_has_one_licence_to_its_end() -> None:
    """Section 23(8) of the 2026 Act leaves a licence of its own to chains of detained children."""
    mixed = of(
        sds("2027-05-17", months=3, offence_on="2019-02-27"),
        sds("2027-05-17", months=8, name="two", after="one", offence_on="2014-06-01"),
    )
    found = dated(mixed, STATUTE_WITH_MODEL)
    # A third of 336 days from 17 May 2027.
    assert (found["CRD"], found["SLED"]) == ("2027-09-05", "2028-04-16")
    assert "LED" not in found
    assert "SED" not in found


# What a hazard says of each of them

NO_DATE_OF_RELEASE = {
    "supervision that would run past its repeal": (
        "Supervision holds nobody, and its repeal is in force for everybody (Sentencing Act 2026 "
        "s.34(4)): there is nothing for a person to decide."
    ),
}
"""Rows in which the books part and no hazard says so, and why."""
NO_DOUBT = {
    "STATUTE_END_OF_SUPERVISION": NO_DATE_OF_RELEASE["supervision that would run past its repeal"],
}
"""Law files of the statute alone that no hazard asks about, and why."""


def parted(rows: dict[str, tuple[Booking, dict[str, str], dict[str, str]]]) -> list[str]:
    return [name for name, (_, service, statute) in rows.items() if service != statute]


def test_rows_left_without_a_hazard_are_rows_that_part() -> None:
    assert set(NO_DATE_OF_RELEASE) <= set(parted(ROWS))


@pytest.mark.parametrize("name", [each for each in parted(ROWS) if each not in NO_DATE_OF_RELEASE])
def test_a_hazard_gives_the_days_of_both_books(name: str) -> None:
    given, service, statute = ROWS[name]
    assert (statute, service) in told_by_readings(given, STATUTE, statute, service)


@pytest.mark.parametrize("name", parted(MODEL_ROWS))
def test_a_hazard_gives_the_days_of_both_books_under_the_model(name: str) -> None:
    given, service, statute = MODEL_ROWS[name]
    assert (statute, service) in told_by_readings(given, STATUTE_WITH_MODEL, statute, service)


Shown = dict[str, str]


def told_by_readings(
    given: Booking, book: LawBook, statute: Shown, service: Shown
) -> list[tuple[Shown, Shown]]:
    """Give what each hazard's two readings say of the kinds of date that a row names."""
    found = calculate(given, book, bank_holidays=frozenset())
    assert isinstance(found, Calculation)
    return [
        (_of(hazard.readings[0], statute), _of(hazard.readings[1], service))
        for hazard in found.hazards
        if hazard.readings
    ]


def _of(reading: Reading, kinds: Shown) -> Shown:
    return {each.value: str(on) for each, on in reading.dates.items() if each.value in kinds}


def test_a_hazard_gives_both_readings_of_everything_that_the_statute_alone_changes() -> None:
    """A law file may choose constructions, move a release point, or name a practice."""
    asked = {each.other for each in hazard_register()}
    for each in statute_files():
        name = each.id
        if name in NO_DOUBT:
            continue
        turned = {*each.constructions, *OF_OTHER_CHANGES.get(name, ())}
        assert turned, name
        assert turned <= asked, name
        assert name in OF_OTHER_CHANGES or not (each.release_point or each.practices), name
        assert not each.set, name
        assert not each.tranche, name
        assert each.fixed_term is None, name


OF_OTHER_CHANGES = {
    "STATUTE_PROGRESSION_MODEL": (Construction.DETENTION_KEEPS_EARLIER_POINT,),
    "STATUTE_REMOVAL_AT_ANY_TIME": (Construction.REMOVAL_AT_ANY_TIME,),
}
"""The construction by which a release point or a practice of the statute alone is turned round."""


def test_nothing_but_the_statute_alone_chooses_a_construction() -> None:
    texts = {**law_texts(LAW), **law_texts(LAW / "drafts")}
    chosen = {
        construction
        for name, text in texts.items()
        for construction in read_enactment(name, text).constructions
    }
    assert chosen == {each for file in statute_files() for each in file.constructions}
    assert set(NO_DOUBT) <= {file.id for file in statute_files()}


@settings(max_examples=100 * SOAK, suppress_health_check=list(HealthCheck))
@given(bookings(most=3), st.sampled_from([(STATUTE, SERVICE), (STATUTE_WITH_MODEL, MODEL)]))
def test_a_day_that_parts_from_the_official_service_is_in_doubt(
    given_booking: Booking, books: tuple[LawBook, LawBook]
) -> None:
    """Each kind of date but supervision that the books date otherwise moves with some reading."""
    own, theirs = (calculate(given_booking, book, bank_holidays=frozenset()) for book in books)
    if isinstance(own, Refusal) or isinstance(theirs, Refusal):
        return
    dates, service = _days(own), _days(theirs)
    parts = {each for each in {*dates, *service} if dates.get(each) != service.get(each)}
    moved = {
        each
        for hazard in own.hazards
        for reading in hazard.readings[1:]
        for each in {*dates, *reading.dates}
        if dates.get(each) != reading.dates.get(each)
    }
    assert parts - {ReleaseDateType.TUSED} <= moved


def _days(found: Calculation) -> dict[ReleaseDateType, date]:
    return {each.type: each.on for each in found.dates}
