"""Law as files: what loads, what is refused, and that nothing is assumed before the first law."""

from datetime import date
from importlib.resources import files

import pytest

from gatelodge.sentencing import LawBook, LawBookError, NoLawForDate, profile_names, read_profile
from gatelodge.sentencing.days import Ratio
from gatelodge.sentencing.law_files import LAW, Enactment, law_texts, read_enactment

from .invented import FORTY, HALF, PROGRESSION, law

PACKAGED = {
    each.name: each.read_text("utf-8")
    for each in (files("gatelodge.sentencing") / "law").iterdir()
    if each.name.endswith(".toml")
}
LATER = """
id = "LATER"
title = "A later law"
status = "in force"
commences = 2031-01-02
authority = ["An invented Act s.1"]
confirmed = false
[set."hdc.midpoint_days"]
was = 730
now = 900
"""


def on(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def test_a_later_file_changes_the_value_from_its_day() -> None:
    book = LawBook.load({**PACKAGED, "2031-01-02-later.toml": LATER})
    assert book.hdc.on(on("2031-01-01")).midpoint_days == 730
    assert book.hdc.on(on("2031-01-02")).midpoint_days == 900
    assert book.hdc.on(on("2031-01-02")).deduction_days == 364
    (authority,) = book.hdc.on(on("2031-01-02")).authority
    assert str(authority) == "An invented Act s.1 (source not confirmed)"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("was = 730", "was = 360", "hdc.midpoint_days was 730 the day before 2031-01-02, not 360"),
        ("was = 730", "", "hdc.midpoint_days was 730 the day before 2031-01-02, not None"),
        ("hdc.midpoint_days", "hdc.midpoint", "nothing in the engine reads hdc.midpoint"),
        ("hdc.midpoint_days", "hcd.midpoint_days", "nothing in the engine reads hcd"),
        ("hdc.midpoint_days", "hdc.authority", "nothing in the engine reads hdc.authority"),
        ("now = 900", 'now = "900"', "hdc.midpoint_days is '900'; give a value of type int"),
        ("now = 900", "now = true", "hdc.midpoint_days is True; give a value of type int"),
        ("now = 900", "now = 900\nthen = 1", "unknown field `then`"),
        ("commences = 2031-01-02", "commences = 2031-01-03", "must begin with 2031-01-03"),
        ('"in force"', '"perhaps"', "Invalid enum value 'perhaps'"),
        ("commences = 2031-01-02", "commences = 2031-02-31", "Invalid"),
        ("confirmed = false", "", "missing required field `confirmed`"),
        ("confirmed = false", 'confirmed = false\nreaches_back = ["hcd"]', "which is no subject"),
    ],
)
def test_a_file_that_is_wrong_is_refused(old: str, new: str, message: str) -> None:
    assert old in LATER
    with pytest.raises(LawBookError, match=r"2031-01-02-later|LATER") as refused:
        LawBook.load({**PACKAGED, "2031-01-02-later.toml": LATER.replace(old, new)})
    assert message in str(refused.value)


def test_a_fraction_must_be_one() -> None:
    for wrong in ("2/0", "3/2", "0.4", "half", "0/5"):
        text = LATER.replace("hdc.midpoint_days", "hdc.midway").replace("was = 730", 'was = "1/2"')
        text = text.replace("now = 900", f'now = "{wrong}"')
        with pytest.raises(LawBookError, match="is not a fraction"):
            LawBook.load({**PACKAGED, "2031-01-02-later.toml": text})


def test_no_law_is_assumed_before_the_first() -> None:
    book = LawBook.in_force()
    assert book.supervision.on(on("2015-02-01")).months == 12
    with pytest.raises(NoLawForDate, match="No law on supervision is held for 2015-01-31"):
        book.supervision.on(on("2015-01-31"))


def test_a_file_reaches_back_only_where_it_says_so() -> None:
    reaching = LawBook.in_force()
    assert reaching.sds_plus.on(on("2019-06-06")).release_point == Ratio(2, 3)
    assert reaching.sds.on(on("1999-06-06")).release_point == Ratio(1, 2)
    silent = LawBook.load(
        {name: text.replace('reaches_back = ["sds_plus"]', "") for name, text in PACKAGED.items()}
    )
    assert silent.sds_plus.on(on("2020-04-01")).release_point == Ratio(2, 3)
    with pytest.raises(NoLawForDate, match="No law on sds_plus is held for 2020-03-31"):
        silent.sds_plus.on(on("2020-03-31"))


def test_a_draft_counts_only_where_it_is_named() -> None:
    draft = LATER.replace('"in force"', '"draft"')
    name = "2031-01-02-later.toml"
    plain = LawBook.load({**PACKAGED, name: draft})
    named = LawBook.load({**PACKAGED, name: draft}, drafts=frozenset({name}))
    assert plain.hdc.on(on("2031-01-02")).midpoint_days == 730
    assert named.hdc.on(on("2031-01-02")).midpoint_days == 900


def test_the_version_changes_with_the_law_and_with_nothing_else() -> None:
    book = LawBook.load(PACKAGED)
    commented = {name: text + "\n# a remark\n" for name, text in PACKAGED.items()}
    changed = {name: text.replace("now = 364", "now = 363") for name, text in PACKAGED.items()}
    assert book.version == LawBook.in_force().version == LawBook.load(commented).version
    assert LawBook.load(changed).version != book.version
    newest = max(each.commences for each in book.enactments)
    assert book.version.startswith(f"{newest}-")


def test_the_files_may_be_given_in_any_order() -> None:
    backwards = dict(sorted(PACKAGED.items(), reverse=True))
    assert LawBook.load(backwards) == LawBook.load(PACKAGED)


def test_an_empty_book_and_a_book_without_a_subject_are_refused() -> None:
    with pytest.raises(LawBookError, match="no law file"):
        LawBook.load({})
    without_ers = {name: text for name, text in PACKAGED.items() if "ers-" not in name}
    with pytest.raises(LawBookError, match="sets anything on 'ers'"):
        LawBook.load(without_ers)


def test_every_packaged_value_says_where_it_comes_from() -> None:
    for each in LawBook.in_force().enactments:
        assert each.authority, each.id
        assert each.title, each.id
        assert all(citation.text.strip() for citation in each.citations)


def _packaged() -> list[Enactment]:
    """Every law file: in force, drafts, and those of the profiles."""
    profiles = [law(name).enactments for name in profile_names()]
    drafts = law_texts(LAW / "drafts")
    known = {each.id: each for book in (LawBook.in_force().enactments, *profiles) for each in book}
    read = (read_enactment(name, text) for name, text in drafts.items())
    return [*known.values(), *(each for each in read if each.id not in known)]


def test_a_day_that_nobody_read_and_a_value_of_practice_have_a_note() -> None:
    for each in _packaged():
        assert each.day_confirmed or each.note, each.id
        for key, change in each.set.items():
            of_practice = any("practice" in text.lower() for text in change.authority)
            assert not of_practice or change.note or each.note, f"{each.id}: {key}"


def test_the_profiles() -> None:
    assert profile_names() == (FORTY, HALF, PROGRESSION)
    forty = {each.id for each in read_profile(FORTY).law.enactments}
    half = {each.id for each in read_profile(HALF).law.enactments}
    progression = {each.id for each in read_profile(PROGRESSION).law.enactments}
    assert forty - half == {"SDS_40", "SDS_40_ADDITIONAL_EXCLUDED_OFFENCES"}
    assert progression - forty == {"SDS_PROGRESSION_MODEL"}
    assert half < forty < progression
    in_force = {each.id for each in LawBook.in_force().enactments}
    statutes = {each for each in in_force if each.startswith("STATUTE_")}
    assert statutes, "where the statute and the official service part, the law in force follows it"
    assert in_force - forty == statutes
    assert forty < in_force
    assert read_profile(FORTY).law.follows_official_service
    assert not LawBook.in_force().follows_official_service
    with pytest.raises(LawBookError, match="no profile 'sds-60'; there are calculation-params"):
        read_profile("sds-60")
    with pytest.raises(LawBookError, match="no profile"):
        read_profile("../profiles/sds-50")
