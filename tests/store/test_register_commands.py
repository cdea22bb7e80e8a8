"""Prisons, staff and the court's secret, entered at the command line of an installation."""

import io
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from pytest_django.fixtures import Settings

from gatelodge import installation
from gatelodge.casework.court import ensure_subscription, known_subscriptions
from gatelodge.casework.office import STAFF
from gatelodge.casework.registers import INSTALLATION
from gatelodge.cli.server import app
from gatelodge.record import facts as f
from gatelodge.record import fold_staff
from gatelodge.simulator import CourtSimulator
from gatelodge.store.ledger import DjangoLedger

pytestmark = pytest.mark.django_db(transaction=True)
PRISON = ("prison", "FNL", "HMP Fernlea", "--telephone", "01632 960001", "--mailbox", "f@court")
GOOD, OTHER = "seven brown kettles", "eight green ladders"


def run(*tokens: str) -> int:
    with pytest.raises(SystemExit) as ended:
        app(tokens)
    return int(ended.value.code or 0)


def roles(account: str) -> set[tuple[f.Role, str]]:
    return set(fold_staff(account, DjangoLedger().stream(STAFF + account)).roles)


@pytest.fixture(autouse=True)
def var(settings: Settings, tmp_path: Path) -> None:
    settings.GATELODGE_VAR = tmp_path / "var"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What stands on standard input: one password a line."""
    lines = io.StringIO()
    monkeypatch.setattr("sys.stdin", lines)
    return lines


def type_in(typed: io.StringIO, *lines: str) -> None:
    typed.write("".join(f"{line}\n" for line in lines))
    typed.seek(0)


def test_somebody_entered_signs_in_and_may_do_what_was_granted_until_it_ends(
    typed: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(typed, GOOD, OTHER)
    assert run(*PRISON) == 0
    assert run("staff", "add", "jvane", "Vane", "Jonah") == 0
    assert authenticate(username="jvane", password=GOOD) is not None
    assert roles("jvane") == set()
    assert run("staff", "grant", "jvane", "duty-governor", "FNL") == 0
    assert run("staff", "grant", "jvane", "inspector") == 0
    governs, inspects = (f.Role.DUTY_GOVERNOR, "FNL"), (f.Role.INSPECTOR, f.EVERY_PRISON)
    assert roles("jvane") == {governs, inspects}
    assert run("staff", "end", "jvane", "duty-governor", "FNL") == 0
    assert roles("jvane") == {inspects}
    assert "jvane: inspector at every prison." in capsys.readouterr().out
    assert run("staff", "password", "jvane") == 0
    assert authenticate(username="jvane", password=OTHER) is not None
    assert authenticate(username="jvane", password=GOOD) is None


@pytest.mark.parametrize(
    ("tokens", "said"),
    [
        (("staff", "add", "new", "Kerr"), "must contain at least 12 characters"),
        (("staff", "password", "nobody"), "Nobody has the account nobody"),
        (("staff", "grant", "nobody", "inspector"), "Nobody has the account nobody"),
        (("staff", "grant", "jvane", "inspector", "ZZZ"), "There is no prison ZZZ"),
        (("staff", "end", "jvane", "inspector"), "jvane is not inspector there"),
        (("rotate-court-secret",), "There is no subscription yet"),
        (("rotate-court-secret", "x"), "There is no such subscription"),
    ],
)
def test_what_cannot_be_entered_is_refused_in_words(
    tokens: tuple[str, ...], said: str, typed: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(typed, GOOD, "short")
    assert run("staff", "add", "jvane", "Vane") == 0
    before = DjangoLedger().head()
    assert run(*tokens) == 1
    assert said in capsys.readouterr().err
    assert DjangoLedger().head() == before


def test_the_courts_secret_is_changed_and_the_old_one_counts_a_while(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with CourtSimulator(retry_seconds=(0.0, 0.0, 0.0)) as court:
        settings.GATELODGE_COURT_URL = court.url
        installation.start_up()
        office, secrets = installation.office(), installation.court_secrets()
        made = ensure_subscription(
            office, INSTALLATION, installation.court(), secrets, callback_url="http://127.0.0.1/"
        )
        assert run("rotate-court-secret") == 0
    (now,) = known_subscriptions(office)
    assert now.old_keys[-1][0] == made.key_id
    assert now.key_id != made.key_id
    assert secrets.read(now.key_id)
    assert f"key {made.key_id} counts until" in capsys.readouterr().out
