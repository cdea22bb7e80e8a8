"""The pass on paper: every word it carries, one A5 page, readable by a screen reader."""

import io

import msgspec
import pikepdf
import pytest

from gatelodge.adapters.pass_print import NotPrinted, pass_pdf, qr_svg
from gatelodge.casework.exits import PASSES
from gatelodge.casework.office import ActRefused
from gatelodge.casework.pass_face import PassFace, pass_face
from gatelodge.casework.registers import INSTALLATION, register_prison, register_staff
from gatelodge.demo.faces import face as drawn_face
from gatelodge.gate import read_short_code
from gatelodge.record import facts as f
from tests.gate.prison import FERNLEA, Person


def face_of(person: Person) -> PassFace:
    release = person.record.release
    assert release is not None
    return pass_face(person.office, person.record, release, others=("PELL, Jordan, A0417ZX",))


@pytest.fixture
def face() -> PassFace:
    person = Person()
    prison = f.PrisonRegistered(
        prison=FERNLEA, name="HMP Fernlea", telephone="2140", mailbox="omu@fernlea.invalid"
    )
    register_prison(person.office, INSTALLATION, prison)
    register_staff(person.office, INSTALLATION, "hale.priya", surname="Hale", forenames="Priya")
    return face_of(person.ready().with_pass())


def test_a_face_says_who_where_when_and_by_whom(face: PassFace) -> None:
    assert face.person == "PELL, Joshua"
    assert face.facts == ("A0042ZX", "born 14 March 1998")
    assert face.exit == "COMMUNITY"
    assert face.place.startswith("from HMP Fernlea, ")
    assert "Authorised by HALE, Priya" in face.acts
    assert face.ring == "2140"
    assert face.is_practice


def test_the_code_on_the_face_finds_the_pass() -> None:
    person = Person().ready().with_pass()
    code = read_short_code(face_of(person).code)
    filed = person.office.ledger.stream(f"{PASSES}{code}")
    assert [each.fact.token for each in filed if isinstance(each.fact, f.PassIssued)] == [
        person.token
    ]


def test_an_escorted_exit_says_only_with_the_escort() -> None:
    person = Person().ready()
    person.state(f.ImmigrationDetentionAuthorised(reference="IS91/7"))
    person.calculated()
    person.checked()
    person.decided()
    person.plan(f.ExitType.IMMIGRATION_ESCORT, escort="Meridian Escorts")
    assert face_of(person.with_pass()).exit == "ONLY WITH THE ESCORT Meridian Escorts"


def test_without_a_pass_there_is_no_face() -> None:
    person = Person().ready()
    person.authorise()
    with pytest.raises(ActRefused):
        face_of(person)


def test_a_cancelled_pass_is_not_printed() -> None:
    person = Person().ready().with_pass()
    person.remand()
    cancelled = face_of(person)
    assert "remand ordered" in cancelled.cancelled
    with pytest.raises(NotPrinted):
        pass_pdf(cancelled)


def test_the_paper_is_one_tagged_a5_page(face: PassFace) -> None:
    printed = pass_pdf(face)
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        (page,) = pdf.pages
        width, height = (float(each) / 72 * 25.4 for each in page.mediabox[2:])
        assert (round(width), round(height)) == (148, 210)
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert b"pdfuaid:part" in pdf.Root.Metadata.read_bytes()
        figures = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]
        assert figures
        assert all(str(each.Alt) for each in figures)
    assert pass_pdf(face) == printed


def test_practice_is_printed_across_it(face: PassFace) -> None:
    real = msgspec.structs.replace(face, is_practice=False)
    assert pass_pdf(real) != pass_pdf(face)


@pytest.mark.parametrize(
    "person", ["N'DIAYE, Oisín", "КОВАЛЬЧУК, Михайло", "*#$@_`[x], \\", "FEATHERSTONEHAUGH-" * 6]
)
def test_any_name_in_our_fonts_is_printed_as_it_is(face: PassFace, person: str) -> None:
    printed = pass_pdf(msgspec.structs.replace(face, person=person))
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert len(pdf.pages) == 1


def test_a_name_is_never_printed_with_holes_in_it(face: PassFace) -> None:
    with pytest.raises(NotPrinted):
        pass_pdf(msgspec.structs.replace(face, person="林, 伟明"))


def test_the_qr_code_scales_and_stays_compact(face: PassFace) -> None:
    drawn = qr_svg(face.token)
    assert "viewBox" in drawn
    assert 'width="' not in drawn.split("viewBox")[0]


def test_the_paper_shows_the_photo_or_says_that_there_is_none(face: PassFace) -> None:
    def images(pdf: bytes) -> int:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            return sum(
                isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
                for each in opened.objects
            )

    assert images(pass_pdf(face, photo=drawn_face(42))) == images(pass_pdf(face)) + 1
    with pytest.raises(NotPrinted, match="photo cannot be drawn"):
        pass_pdf(face, photo=b"no picture")


def test_a_long_escort_and_a_long_way_still_fit_one_page() -> None:
    face = face_of(Person().ready().with_pass())
    long = "Meridian Escorts, van 7, " * 12
    pdf = pass_pdf(
        msgspec.structs.replace(face, exit=f"ONLY WITH THE ESCORT {long}", place=f"from {long}")
    )
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        assert len(paper.pages) == 1
