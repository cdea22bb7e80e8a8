"""What is wrong with a law file is refused: the file, the key and a remedy are named."""

import pytest

from gatelodge.sentencing import LawBook, LawBookError
from gatelodge.sentencing.law_files import LAW, law_texts
from gatelodge.sentencing.marks import read_mark_rules
from gatelodge.sentencing.offence_tables import (
    read_codes,
    read_entries,
    read_lists,
    read_sources,
    read_successions,
)

PACKAGED = law_texts(LAW)
NAME = "2031-03-04-invented.toml"
SCHEME = """
id = "INVENTED"
title = "An invented release point"
status = "in force"
commences = 2031-03-04
authority = ["An invented Act s.1"]
confirmed = false

[release_point]
procedure = "by_release"
applies_to = "sds_without"
fraction = "3/10"
excluded_by = ["SEXUAL"]

[[tranche]]
name = "FIRST"
begins = 2031-03-04
under_years = 4
[[tranche]]
name = "SECOND"
begins = 2031-05-06
under_years = 8
[[tranche]]
name = "THIRD"
begins = 2031-07-08
"""
VALUE = """
id = "INVENTED"
title = "An invented curfew"
status = "in force"
commences = 2031-03-04
authority = ["An invented Act s.2"]
confirmed = false
[set."hdc.minimum_custodial_days"]
was = 42
now = 43
"""


def refused(text: str, **others: str) -> str:
    with pytest.raises(LawBookError) as raised:
        LawBook.load({**PACKAGED, NAME: text, **others})
    return str(raised.value)


def test_the_invented_files_themselves_are_sound() -> None:
    for text in (SCHEME, VALUE):
        assert LawBook.load({**PACKAGED, NAME: text})


@pytest.mark.parametrize(
    ("old", "new", "key", "remedy"),
    [
        ('["An invented Act s.1"]', "[]", "release_point: no source", "write the Act"),
        ('["An invented Act s.1"]', '[" "]', "release_point: no source", "write the Act"),
        ("2031-05-06", "2031-03-04", "tranche SECOND", "in the order of their days"),
        ("2031-05-06", "2031-02-04", "tranche SECOND", "in the order of their days"),
        ("begins = 2031-03-04", "begins = 2031-03-03", "tranche FIRST", "before 2031-03-04"),
        ("under_years = 8", "under_years = 4", "tranche SECOND", "limits grow"),
        ("under_years = 8", "", "tranche THIRD", "limits grow"),
        ("under_years = 8", "at_most_days = 2900", "tranche", "use one unit"),
        ("begins = 2031-07-08", "begins = 2031-07-08\nunder_years = 9", "tranche THIRD", "without"),
        ('"SECOND"', '"FIRST"', "tranche: two have the same name", "give each its own"),
        ("by_release", "at_once", "release_point.procedure", "take them out"),
        ("by_release", "by_chance", "by_chance", "Correct it"),
        ("sds_without", "sds_with", "release_point.included_by", "name exclusions"),
        ('"SEXUAL"', '"NOISY"', "NOISY", "Correct it"),
        ("3/10", "0.3", "release_point.fraction", "write one such as"),
        ("[release_point]", "[release_points]", "release_points", "Correct it"),
        ("[release_point]", "[fixed_term]\ndays = 9\n[release_point]", "fixed_term", "its own"),
    ],
)
def test_a_scheme_that_is_wrong(old: str, new: str, key: str, remedy: str) -> None:
    assert old in SCHEME
    said = refused(SCHEME.replace(old, new, 1))
    assert said.startswith(f"{NAME}: ")
    assert key in said
    assert remedy in said


def test_tranches_want_a_scheme_and_a_scheme_wants_tranches() -> None:
    start, end = SCHEME.index("[release_point]"), SCHEME.index("[[tranche]]")
    assert "there is no scheme" in refused(SCHEME[:start] + SCHEME[end:])
    assert "by_release needs tranches" in refused(SCHEME[:end])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('["An invented Act s.2"]', "[]", "authority: no source; write the Act"),
        ("was = 42", "was = 41", "hdc.minimum_custodial_days was 42 the day before 2031-03-04"),
        ("was = 42", "", "not None. Correct `was`"),
        ("hdc.minimum_custodial_days", "hdc.minimum", "hdc.minimum; correct the key"),
        ("commences = 2031-03-04", "commences = 2031-03-05", "must begin with 2031-03-05; rename"),
        ("now = 43", 'now = 43\nauthority = ["s.3"]', "give `authority` and `confirmed` together"),
        ("now = 43", "now = 43\nconfirmed = true", "give `authority` and `confirmed` together"),
        ("now = 43", "now = 43\n[cite.hdc_stay]\ntext = []\nconfirmed = true", "cite.hdc_stay: no"),
        ("confirmed = false", 'confirmed = false\nreaches_back = ["hdc"]', "only the first file"),
        ('"INVENTED"', '"HDC_180"', "id HDC_180 stands in 2023-06-06-hdc-180.toml already"),
    ],
)
def test_a_value_that_is_wrong(old: str, new: str, said: str) -> None:
    assert old in VALUE
    message = refused(VALUE.replace(old, new, 1))
    assert message.startswith(f"{NAME}: ")
    assert said in message


def test_two_files_that_say_one_thing_on_one_day() -> None:
    other = VALUE.replace('"INVENTED"', '"OTHER"').replace("was = 42", "was = 43")
    said = refused(VALUE, **{"2031-03-04-other.toml": other})
    assert "value hdc.minimum_custodial_days 2031-03-04 stands in 2031-03-04-invented.toml" in said
    again = SCHEME.replace('"INVENTED"', '"OTHER"')
    said = refused(SCHEME, **{"2031-03-04-other.toml": again})
    assert "release point sds_without 2031-03-04 stands in 2031-03-04-invented.toml" in said


def test_files_whose_order_in_time_does_not_fit_what_they_say() -> None:
    """A file that says what another changed later finds it otherwise the day before."""
    later = VALUE.replace('"INVENTED"', '"LATER"').replace("2031-03-04", "2031-03-09")
    said = refused(VALUE, **{"2031-03-09-later.toml": later})
    assert said.startswith("2031-03-09-later.toml: hdc.minimum_custodial_days was 43")
    assert "the order of the files" in said


def test_a_gap_a_subject_that_nothing_sets_in_full() -> None:
    text = PACKAGED["2015-02-01-offender-rehabilitation-act-2014.toml"]
    gap = text.replace('[set."supervision.months"]', '[set."short.mixed_under_years"]\nwas = 4')
    gap = gap.replace('authority = ["CJA 2003 s.256AA(4)"]\nconfirmed = true\n', "", 1)
    with pytest.raises(LawBookError) as raised:
        LawBook.load({**PACKAGED, "2015-02-01-offender-rehabilitation-act-2014.toml": gap})
    assert "supervision.months is set nowhere up to 2015-02-01; set it here" in str(raised.value)
    without = {name: text for name, text in PACKAGED.items() if "ers-" not in name}
    with pytest.raises(LawBookError, match="'ers'; add the file that does"):
        LawBook.load(without)


def test_a_second_fixed_term_of_recall() -> None:
    text = SCHEME[: SCHEME.index("[release_point]")] + "[fixed_term]\ndays = 70\n"
    assert "fixed term of recall stands in 2026-03-31" in refused(text)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('list = "SDS40_NOISY"\nprovision = "s.1"\ncodes = ["TH68023"]', "no list 'SDS40_NOISY'"),
        ('list = "SDS40_SEXUAL"\nprovision = "s.1"\ncodes = []', "at least one offence code"),
        ('list = "SDS40_SEXUAL"\nprovision = " "\ncodes = ["TH68023"]', "and the provision"),
    ],
)
def test_an_offence_listed_wrongly(entry: str, said: str) -> None:
    message = refused(f"{VALUE}\n[[listed]]\n{entry}\n")
    assert message.startswith(f"{NAME}: listed")
    assert said in message


LISTS = read_lists('[A]\ntitle = "A"\nlaw = "An Act"\ninchoate = "unknown"\ncomplete = true\n')
SOURCES = read_sources('[S1]\ntext = "An Act"\nread = true\n')
HEAD = "list,provision,offence,from,to,certainty,when,source,codes\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("B,s.1,,2024-01-01,,named,,S1,TH68023", "list is 'B'; write one of A"),
        ("A,s.1,,2024-02-30,,named,,S1,TH68023", "from is '2024-02-30'; write a day"),
        ("A,s.1,,2024-01-02,2024-01-02,named,,S1,TH68023", "it must be after the day in `from`"),
        ("A,s.1,,2024-01-01,,perhaps,,S1,TH68023", "certainty is 'perhaps'; write one of asked"),
        ("A,s.1,,2024-01-01,,named,moonlight,S1,TH68023", "when is 'moonlight'"),
        ("A,s.1,,2024-01-01,,named,,S9,TH68023", "source is 'S9'; name sources"),
        ("A,s.1,,2024-01-01,,named,,,TH68023", "source is ''; name sources"),
        ("A,s.1,,2024-01-01,,named,,S1,TH68023 TH68023", "TH68023 stands there twice"),
        ("A,s.1,,2024-01-01", "the line must have 9 cells"),
    ],
)
def test_an_entry_of_the_register_that_is_wrong(line: str, said: str) -> None:
    with pytest.raises(LawBookError) as raised:
        read_entries(HEAD + line + "\n", LISTS, SOURCES)
    assert str(raised.value).startswith("entries.csv, line 2: ")
    assert said in str(raised.value)


def test_an_unsettled_rule_for_a_list_that_is_not_there() -> None:
    name = "2024-12-16-sds-40-more-exclusions.toml"
    text = PACKAGED[name].replace('"SHPO_BREACH"', '"SHPO_BREACHES"')
    with pytest.raises(LawBookError) as raised:
        LawBook.load({**PACKAGED, name: text})
    assert str(raised.value).startswith(f"{name}: unsettled UNABLE_TO_DETERMINE_SHPO")
    assert "no list 'SHPO_BREACHES'; correct it" in str(raised.value)


def test_other_tables_of_the_register_that_are_wrong() -> None:
    head = "code,from,to,maximum,parent,title\n"
    with pytest.raises(LawBookError, match=r"codes\.csv, line 3: code is 'A1'; each code stands"):
        read_codes(head + "A1,,,,,\nA1,,,,,\n")
    with pytest.raises(LawBookError, match=r"line 2: to is '2020-01-01'; it must not be before"):
        read_codes(head + "A1,2020-01-02,2020-01-01,,,\n")
    with pytest.raises(LawBookError, match=r"codes\.csv: the columns must be code, from"):
        read_codes("code,to\n")
    columns = (
        "from,to,kind,effective,test_day,authority,confirmed,source,from_provision,to_provision\n"
    )
    with pytest.raises(LawBookError, match=r"line 2: authority is ' '; write the Act"):
        read_successions(columns + "A1,B1,split,2020-01-01,offence, ,no,S1,x,y\n")
    with pytest.raises(LawBookError, match="kind is 'vanished'; write one of"):
        read_successions(columns + "A1,B1,vanished,2020-01-01,offence,An Act,no,S1,x,y\n")
    with pytest.raises(LawBookError, match="test_day is 'moonrise'; write one of"):
        read_successions(columns + "A1,B1,split,2020-01-01,moonrise,An Act,no,S1,x,y\n")
    with pytest.raises(LawBookError, match=r"lists\.toml: A\.law: no source"):
        read_lists('[A]\ntitle = "A"\nlaw = ""\ninchoate = "unknown"\ncomplete = true\n')
    with pytest.raises(LawBookError, match=r"lists\.toml: A\.asks: there is no list 'B'"):
        read_lists(
            '[A]\ntitle = "A"\nlaw = "x"\ninchoate = "unknown"\ncomplete = true\nasks = ["B"]\n'
        )
    with pytest.raises(LawBookError, match=r"sources\.toml: .*unknown field"):
        read_sources('[S1]\ntext = "x"\nread = true\nby = "y"\n')


RULE = """
exclusion = []
[[two_thirds]]
lists = ["A"]
not_lists = ["B"]
sentenced_from = 2020-04-01
authority = ["An Act s.1"]
confirmed = true
"""


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('lists = ["A"]\nnot', "lists = []\nnot", "a rule has no lists; name at least one"),
        ('["A"]', '["C"]', "there is no list 'C'; correct its name"),
        ('["B"]', '["C"]', "there is no list 'C'; correct its name"),
        ('["An Act s.1"]', "[]", "a rule has no authority; write the Act and section"),
        ("confirmed = true", "", "missing required field `confirmed`"),
    ],
)
def test_a_rule_of_the_marks_that_is_wrong(right: str, wrong: str, said: str) -> None:
    assert read_mark_rules(RULE, ("A", "B")).two_thirds
    with pytest.raises(LawBookError) as raised:
        read_mark_rules(RULE.replace(right, wrong), ("A", "B"))
    assert str(raised.value).startswith("marks.toml: ")
    assert said in str(raised.value)


def test_every_packaged_law_is_sound_with_all_drafts_and_profiles() -> None:
    drafts = law_texts(LAW / "drafts")
    assert LawBook.load({**PACKAGED, **drafts}, drafts=frozenset(drafts))
