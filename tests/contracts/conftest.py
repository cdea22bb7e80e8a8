import pytest

from gatelodge.casework.office import Office
from tests.intake.court import Desk


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)
