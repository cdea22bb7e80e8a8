import io

import pikepdf
from hypothesis import given
from hypothesis import strategies as st

from gatelodge.demo import paper


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
