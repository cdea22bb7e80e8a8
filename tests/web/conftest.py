"""The house that tests of the screens stand on."""

from collections.abc import Iterator

import pytest

from gatelodge.web import service
from tests.web.house import House


@pytest.fixture
def house(db: None, settings: object) -> Iterator[House]:  # noqa: ARG001 - the database is asked for
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]  # Django's settings
    yield House()
    service.use(None)
