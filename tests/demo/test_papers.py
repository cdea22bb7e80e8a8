import io
from datetime import date

import pikepdf
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gatelodge.demo import paper
from gatelodge.demo.papers import imprisonment, recall
from gatelodge.record import facts as f


@given(st.text(max_size=60), st.lists(st.text(max_size=80), max_size=8))
def test_any_text_makes_a_sound_one_page_pdf(title: str, lines: list[str]) -> None:
    with pikepdf.open(io.BytesIO(paper(title, lines))) as pdf:
        assert len(pdf.pages) == 1
        assert not pdf.check_pdf_syntax()


def test_a_paper_says_what_it_was_given_and_that_it_is_invented() -> None:
    with pikepdf.open(io.BytesIO(paper("Warrant", ["45 months (count 1)"]))) as pdf:
        shown = pdf.pages[0].Contents.read_bytes()
    assert rb"45 months \(count 1\)" in shown
    assert b"INVENTED" in shown


def test_an_order_says_all_that_a_second_calculation_asks_for() -> None:
    imposed = f.SentenceImposed(
        court="Dunmere Crown Court",
        case_urn="31ZX0001911",
        sentence_kind=f.SentenceKind.EDS,
        term=f.Term(years=4),
        extension=f.Term(years=3),
        imposed_on=date(2026, 4, 7),
        offence_code="TH68010",
        offence_committed_on=date(2026, 3, 5),
        count=2,
    )
    period = f.Period(first_on=date(2026, 3, 14), last_on=date(2026, 4, 6))
    credited = f.RemandCredited(days=24, period=period, counts_from=imposed.imposed_on)
    assert imprisonment(imposed, credited, title="Theft from a shop") == (
        "Dunmere Crown Court, case 31ZX0001911",
        "Count 2: Theft from a shop, offence code TH68010",
        "Committed on: 05/03/2026",
        "Sentence: extended determinate (EDS), custodial term 4 years",
        "Extended licence: 3 years",
        "Passed on: 07/04/2026",
        "Concurrent or consecutive: neither, it is the only sentence",
        "Days on remand: 24, from 14/03/2026 to 06/04/2026; they come off this sentence",
    )
    standard = replace(imposed, sentence_kind=f.SentenceKind.SDS, extension=None)
    assert "Sentence: standard determinate (SDS), 4 years" in imprisonment(
        standard, credited, title="Theft from a shop"
    )
    life = replace(imposed, sentence_kind=f.SentenceKind.LIFE, extension=None)
    assert "Sentence: imprisonment for life, minimum term 4 years" in imprisonment(
        life, credited, title="Theft from a shop"
    )


def test_a_notice_of_recall_says_its_kind_and_its_days() -> None:
    ordered = f.RecallOrdered(
        recall_kind=f.RecallKind.FIXED_28,
        revoked_on=date(2026, 11, 19),
        returned_on=date(2026, 11, 21),
    )
    assert recall(ordered) == (
        "Kind of recall: fixed term 28 days",
        "Licence revoked on: 19/11/2026",
        "First day back in custody: 21/11/2026",
    )
    assert recall(replace(ordered, returned_on=None))[-1] == "First day back in custody: not yet"
