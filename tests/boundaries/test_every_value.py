"""No value of the law goes without a test at its edge."""

from gatelodge.sentencing import LawBook
from tests.boundaries import test_parts_of_terms, test_thresholds
from tests.boundaries.edges import BOOK, HELD

ELSEWHERE = {
    "short.has_licence": "test_commencements.py",
    "short.weekend_over_days": "sentencing/hazard_cases.py, at GL_SHORT_TERM_WEEKEND",
    "imposable.extension_least_years": "sentencing/test_validation_of_records.py",
    "imposable.extension_most_years": "sentencing/test_validation_of_records.py",
    "imposable.concern_licence_months": "sentencing/test_validation_of_records.py",
    "imposable.has_automatic_extended": "sentencing/test_validation_of_records.py",
}
"""Values whose edge another module holds."""


def test_every_value_of_the_law_is_held_at_its_edge() -> None:
    """A value that is added to the law without a test fails here."""
    assert test_parts_of_terms.POINTS
    assert test_thresholds.__doc__
    subjects = {
        name: getattr(BOOK, name).values[-1]
        for name in LawBook.__struct_fields__
        if hasattr(getattr(BOOK, name), "last_change")
    }
    fields = {
        f"{name}.{field}"
        for name, value in subjects.items()
        for field in value.__struct_fields__
        if field != "authority"
    }
    assert fields - HELD - set(ELSEWHERE) == set()
    assert set(ELSEWHERE) <= fields
