"""What every test stands on: a folder of its own, a database that can be emptied, an office."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as found_by_chance

from gatelodge.casework.office import Office
from gatelodge.record import MemoryLedger
from tests.databases import triggers_off
from tests.offices import make_office, salts

VAR = Path(tempfile.mkdtemp(prefix="gatelodge-tests-"))
os.environ["GATELODGE_VAR"] = str(VAR)
# pytest-django has read the settings before it reads this file.
settings.GATELODGE_VAR = VAR
settings.SECRET_KEY = "invented for tests"
if connection.vendor == "sqlite":
    connection.settings_dict["TEST"]["NAME"] = str(VAR / "test.sqlite3")


# No test measures time; `make soak` lets the machines run long.
found_by_chance.register_profile("usual", deadline=None)
found_by_chance.register_profile(
    "soak", deadline=None, max_examples=10_000, suppress_health_check=[HealthCheck.too_slow]
)
found_by_chance.load_profile("usual")


def pytest_unconfigure() -> None:
    shutil.rmtree(VAR, ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long runs to `make soak`; on PostgreSQL run the tests that touch the database."""
    kept = [item for item in items if _is_asked_for(config, item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _is_asked_for(config: pytest.Config, item: pytest.Item) -> bool:
    if item.get_closest_marker("soak") and "soak" not in config.option.markexpr:
        return False
    if connection.vendor == "sqlite":
        return True
    return _touches_the_database(item) and not item.get_closest_marker("sqlite")


def _touches_the_database(item: pytest.Item) -> bool:
    asked = set(getattr(item, "fixturenames", ()))
    return bool(
        item.get_closest_marker("django_db")
        or asked & {"db", "transactional_db", "live_server", "django_db_setup"}
    )


@pytest.fixture(scope="session", autouse=True)
def emptied_past_the_triggers() -> Iterator[None]:
    """Let Django empty the tables between tests: our triggers refuse it otherwise."""
    operations = type(connection.ops)
    empty = operations.execute_sql_flush

    def past_the_triggers(self: object, sql_list: list[str]) -> None:
        with triggers_off(connection):
            empty(self, sql_list)  # type: ignore[arg-type] # the method of its own class

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", past_the_triggers)
        yield


@pytest.fixture
def memory_ledger() -> MemoryLedger:
    return MemoryLedger(salts())


@pytest.fixture
def office(memory_ledger: MemoryLedger) -> Office:
    return make_office(ledger=memory_ledger)
