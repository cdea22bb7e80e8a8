import pytest

from tests.offices import make_office
from tests.watch.stories import DAY, Story


@pytest.fixture
def story() -> Story:
    """An empty record, on the day on which its person will be due."""
    return Story(make_office(at=DAY))
