"""The pack of paper: signed, kept, one a prison and evening, and readable without the system."""

import io
from base64 import b64decode
from collections.abc import Callable
from datetime import UTC, date, datetime

import msgspec
import pikepdf
import pytest

from gatelodge.adapters.keys import verifies
from gatelodge.adapters.pack_print import pack_pdf
from gatelodge.casework.office import Office
from gatelodge.casework.pack import (
    BlankCheck,
    KeptPack,
    PackContents,
    PackedCheck,
    PackedRelease,
    SameSurname,
    SignedPack,
    is_due,
    kept_packs,
    make_if_due,
    make_pack,
    pack_of,
    signed_bytes,
)
from gatelodge.gate import CHECKS
from tests.gate.prison import FERNLEA, LISTER
from tests.offices import FixedClock, make_office

EVENING = datetime(2026, 9, 2, 17, 0, tzinfo=UTC)
"""18:00 in London."""


def contents(on: date = date(2026, 9, 2), person: str = "PELL, Joshua") -> PackContents:
    return PackContents(
        prison=FERNLEA,
        prison_name="HMP Fernlea",
        ring="2140",
        on=on,
        made_at="Wednesday 2 September 2026, 18:00",
        until="Saturday 5 September 2026",
        by="GATELODGE, pack",
        releases=(
            PackedRelease(
                person=person,
                facts=("A0042ZX", "born 14 March 1998"),
                on="Thursday 3 September 2026",
                exit="Community, Leeds",
                state="Blocked by 1 check.",
                others=("PELL, Jordan, A0417ZX",),
                checks=(
                    PackedCheck(
                        name="G15",
                        question="Does no other force want this person?",
                        answer="Not known",
                        words="Nobody was asked.",
                        age="",
                    ),
                ),
            ),
        ),
        surnames=(SameSurname(surname="PELL", people=("PELL, Jordan, A0417ZX",)),),
        checks=tuple(
            BlankCheck(name=c.name, question=c.question, what_to_do=c.what_to_do, counts_for="")
            for c in CHECKS
        ),
        versions="Checks one.",
        is_practice=True,
    )


def plain(pack: SignedPack) -> bytes:
    """A printer that is quick."""
    return b"%PDF-" + pack.signature.encode()


def make_evening(office: Office, gather: Callable[[], PackContents] = contents) -> KeptPack | None:
    return make_if_due(office, FERNLEA, gather=gather, prints=plain)


def test_the_pack_is_kept_and_what_it_says_is_signed() -> None:
    office = make_office(at=EVENING)
    kept = make_pack(office, LISTER, FERNLEA, gather=contents, prints=plain)
    said = office.documents.read(kept.fact.contents)
    printed = office.documents.read(kept.fact.pdf)
    assert said is not None
    assert msgspec.json.decode(said, type=PackContents) == contents()
    assert printed == b"%PDF-" + kept.fact.signature.encode()
    signature = b64decode(kept.fact.signature)
    key = office.signer.public_key  # type: ignore[attr-defined]  # the tests' signer shows its public key
    assert kept.fact.key_id == office.signer.key_id
    assert verifies(key, signed_bytes(said), signature)
    assert not verifies(key, signed_bytes(said.replace(b"PELL", b"BELL")), signature)
    assert not verifies(key, said, signature)


def test_each_evening_has_one_pack_however_often_it_is_asked_for() -> None:
    office = make_office(at=EVENING)
    clock = office.clock
    assert isinstance(clock, FixedClock)
    assert make_evening(office) is not None
    assert make_evening(office) is None
    clock.pass_by(hours=23)
    assert not is_due(office, FERNLEA)
    clock.pass_by(hours=1)
    assert is_due(office, FERNLEA)
    assert make_evening(office) is not None
    assert len(kept_packs(office, FERNLEA)) == 2
    assert is_due(office, "DMI")


def test_a_worker_that_was_down_in_the_evening_makes_it_in_the_morning() -> None:
    office = make_office(at=datetime(2026, 9, 3, 5, 30, tzinfo=UTC))
    assert make_evening(office) is not None
    assert make_evening(office) is None


def test_a_pack_made_by_hand_in_the_day_does_not_stand_for_that_of_the_evening() -> None:
    office = make_office(at=datetime(2026, 9, 2, 12, 0, tzinfo=UTC))
    make_pack(office, LISTER, FERNLEA, gather=contents, prints=plain)
    clock = office.clock
    assert isinstance(clock, FixedClock)
    clock.at = EVENING
    assert make_evening(office) is not None
    newest, oldest = kept_packs(office, FERNLEA)
    assert (newest.by, oldest.by) == ("system:pack", LISTER.account)


def test_two_workers_at_once_make_one() -> None:
    office = make_office(at=EVENING)

    def while_another_works() -> PackContents:
        make_evening(office)
        return contents()

    assert make_evening(office, while_another_works) is None
    assert len(kept_packs(office, FERNLEA)) == 1


def test_a_printer_that_fails_leaves_the_pack_due() -> None:
    office = make_office(at=EVENING)

    def broken(_pack: SignedPack) -> bytes:
        raise OSError("no paper")

    with pytest.raises(OSError, match="no paper"):
        make_if_due(office, FERNLEA, gather=contents, prints=broken)
    assert is_due(office, FERNLEA)


def test_a_pack_is_found_at_its_own_prison_alone() -> None:
    office = make_office(at=EVENING)
    kept = make_pack(office, LISTER, FERNLEA, gather=contents, prints=plain)
    assert pack_of(office, FERNLEA, kept.seq) == kept
    assert pack_of(office, "DMI", kept.seq) is None


def signed(said: PackContents) -> SignedPack:
    return SignedPack(contents=said, contents_hash="c" * 64, key_id="0a1b2c3d", signature="s" * 88)


def test_the_paper_is_tagged_a4_and_the_same_each_time() -> None:
    printed = pack_pdf(signed(contents()))
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        width, height = (float(each) / 72 * 25.4 for each in pdf.pages[0].mediabox[2:])
        assert (round(width), round(height)) == (210, 297)
        assert pdf.Root.MarkInfo.Marked
        assert b"pdfuaid:part" in pdf.Root.Metadata.read_bytes()
        assert len(pdf.pages) >= 4
    assert pack_pdf(signed(contents())) == printed


def test_one_name_that_is_in_no_font_does_not_cost_a_prison_its_pack() -> None:
    printed = pack_pdf(signed(contents(person="林, 伟明")))
    assert printed.startswith(b"%PDF-")
    assert printed != pack_pdf(signed(contents()))


def test_an_empty_pack_is_printed_too() -> None:
    nobody = msgspec.structs.replace(contents(), releases=(), surnames=())
    with pikepdf.open(io.BytesIO(pack_pdf(signed(nobody)))) as pdf:
        assert len(pdf.pages) >= 3
