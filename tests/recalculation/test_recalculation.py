"""Many bookings: one answer a line in the order of the lines, whatever stands between them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import msgspec
import pytest

from gatelodge import recalculation
from gatelodge.invented import bookings
from gatelodge.recalculation import (
    LINES_OF_A_CHUNK,
    Answered,
    Chunk,
    Tally,
    Wanted,
    Work,
    recalculate,
    shared_out,
)
from gatelodge.sentencing import Answer, Booking, Calculation, Refusal
from tests.sentencing.test_bad_input import BOOKING, OUTSIDE
from tests.sentencing.test_command_line import run

GATELODGE = [sys.executable, "-m", "gatelodge.cli"]
PATIENCE_SECONDS = 60


def lines(people: int) -> bytes:
    return b"".join(msgspec.json.encode(each) + b"\n" for each in bookings(people))


def answers(text: bytes, wanted: Wanted = Wanted()) -> tuple[list[Answer], Tally]:  # noqa: B008 - it is frozen
    target = BytesIO()
    tally = recalculate(BytesIO(text), target, wanted)
    return [
        msgspec.json.decode(each, type=Answer) for each in target.getvalue().splitlines()
    ], tally


def test_each_line_has_its_answer_in_the_order_of_the_lines() -> None:
    people = 2 * LINES_OF_A_CHUNK + 10
    found, tally = answers(lines(people))
    assert [each.line for each in found] == list(range(1, people + 1))
    assert [each.reference for each in found if not isinstance(each, recalculation.Unreadable)] == [
        each.person.reference for each in bookings(people)
    ]
    assert tally.people == people
    assert tally.dated + tally.refused == people


def test_an_answer_of_many_is_the_answer_of_one(tmp_path: Path) -> None:
    for number, line in enumerate(lines(5).splitlines(), start=1):
        path = tmp_path / "one.json"
        path.write_bytes(line)
        alone = json.loads(run("calculate", path, "--json").stdout)
        (of_many,), _ = answers(line)
        assert json.loads(msgspec.json.encode(of_many)) == {**alone, "line": 1}, number


def test_a_bad_line_is_answered_with_its_number_and_path_and_the_others_are_dated() -> None:
    good = json.dumps(BOOKING)
    bad = json.dumps({**BOOKING, "person": {"reference": "G0001LD", "born_on": "1990-02-31"}})
    text = "\n".join([good, bad, "", "{", "   ", json.dumps(OUTSIDE), json.dumps({"a": 1}), good])
    found, tally = answers(text.encode())
    assert [each.line for each in found] == [1, 2, 4, 6, 7, 8]
    assert tally == Tally(dated=3, unreadable=3, why=tally.why)
    said = [each.faults[0] for each in found if isinstance(each, recalculation.Unreadable)]
    assert [each.path for each in said] == ["person.born_on", "", ""]
    assert said[0].text == "person.born_on is not a day of the calendar; give it as YYYY-MM-DD."
    assert "This is not JSON" in said[1].text
    assert "neither a booking" in said[2].text


def test_a_profile_that_only_a_line_names_wrongly_stops_nobody_else() -> None:
    wrong = json.dumps({**OUTSIDE, "params": "sds-60"})
    found, _ = answers(f"{wrong}\n{json.dumps(OUTSIDE)}".encode())
    first, second = found
    assert isinstance(first, recalculation.Unreadable)
    assert "There is no profile 'sds-60'" in first.faults[0].text
    assert isinstance(second, recalculation.Dated)
    assert second.profile == "sds-50"


def test_a_profile_for_all_replaces_that_of_a_case() -> None:
    found, _ = answers(json.dumps(OUTSIDE).encode(), Wanted(profile="in-force"))
    (only,) = found
    assert isinstance(only, recalculation.Dated)
    assert only.profile is msgspec.UNSET


def test_early_removal_is_asked_for_everybody_or_for_nobody() -> None:
    text = lines(60)
    without, _ = answers(text)
    asked, _ = answers(text, Wanted(with_ersed=True))
    assert not any("ERSED" in each.dates for each in without if hasattr(each, "dates"))
    assert any("ERSED" in each.dates for each in asked if hasattr(each, "dates"))


def test_an_engine_that_fails_at_one_person_is_told_and_dates_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = recalculation.calculate

    def fails_at_one(given: Booking, *rest: object, **more: object) -> Calculation | Refusal:
        if given.person.reference == "B0002ZX":
            raise ZeroDivisionError("a fault put in by the test")
        return real(given, *rest, **more)  # type: ignore[arg-type] # passed on as it came

    monkeypatch.setattr(recalculation, "calculate", fails_at_one)
    found, tally = answers(lines(3))
    assert [type(each).__name__ for each in found] == ["Dated", "Failed", "Dated"]
    assert tally.failed == 1
    failed = found[1]
    assert isinstance(failed, recalculation.Failed)
    assert failed.reference == "B0002ZX"
    assert (
        "ZeroDivisionError: a fault put in by the test. Work the dates out by hand." in failed.text
    )


def test_processes_give_what_one_process_gives() -> None:
    text = lines(3 * LINES_OF_A_CHUNK + 7)
    alone, shared = BytesIO(), BytesIO()
    tally = recalculate(BytesIO(text), alone, Wanted())
    with shared_out(2) as in_order:
        assert recalculate(BytesIO(text), shared, Wanted(), in_order=in_order) == tally
    assert shared.getvalue() == alone.getvalue()


def test_the_tally_so_far_is_heard_after_each_chunk() -> None:
    heard: list[Tally] = []

    def by_a_thread(work: Work, chunks: Iterable[Chunk], /) -> Iterator[Answered]:
        with ThreadPoolExecutor(1) as pool:
            yield from pool.map(work, chunks)

    tally = recalculate(
        BytesIO(lines(LINES_OF_A_CHUNK + 1)),
        BytesIO(),
        Wanted(),
        in_order=by_a_thread,
        done=heard.append,
    )
    assert [each.people for each in heard] == [LINES_OF_A_CHUNK, LINES_OF_A_CHUNK + 1]
    assert heard[-1] == tally


# The command


def test_the_command_writes_the_answers_and_ends_with_the_total(tmp_path: Path) -> None:
    source, out = tmp_path / "in.ndjson", tmp_path / "out.ndjson"
    source.write_bytes(lines(30))
    ran = run("recalculate", source, "--out", out)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == ""
    assert len(out.read_bytes().splitlines()) == 30
    assert ran.stderr.splitlines()[-1].startswith("Total: 30 people in ")
    assert "0 unreadable, 0 failed" in ran.stderr.splitlines()[-1]
    assert {path.name for path in tmp_path.iterdir()} == {"in.ndjson", "out.ndjson"}
    assert run("recalculate", source).stdout.encode() == out.read_bytes()


def test_bookings_come_through_a_pipe_too() -> None:
    ran = subprocess.run(
        [*GATELODGE, "recalculate", "/dev/stdin"], input=lines(3), capture_output=True, check=True
    )
    assert len(ran.stdout.splitlines()) == 3


def test_unreadable_lines_end_the_command_with_1(tmp_path: Path) -> None:
    source = tmp_path / "in.ndjson"
    source.write_bytes(b"{\n" + lines(2))
    ran = run("recalculate", source)
    assert ran.returncode == 1
    assert "1 unreadable" in ran.stderr.splitlines()[-1]
    assert len(ran.stdout.splitlines()) == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Give a file of bookings, or --estate"),
        (("nowhere.ndjson",), "nowhere.ndjson: No such file or directory"),
        ((".",), ".: Is a directory"),
        (("{file}", "--estate"), "Give a file of bookings, or --estate"),
        (("{file}", "--profile", "sds-60"), "There is no profile 'sds-60'"),
        (("{file}", "--out", "nowhere/out"), "nowhere"),
        (("{file}", "--jobs", "0"), "Invalid value"),
        (("--estate", "--profile", "sds-50"), "--profile is for a file"),
    ],
)
def test_a_wrong_command_is_told_plainly(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    source = tmp_path / "in.ndjson"
    source.write_bytes(lines(2))
    ran = run("recalculate", *(each.format(file=source) for each in words))
    assert ran.returncode != 0
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.stdout == ""


def _begun(folder: Path, jobs: int = 1) -> tuple[subprocess.Popen[bytes], Path]:
    """Start a run over an answers' file that is there, and wait until it writes."""
    source, out = folder / "in.ndjson", folder / "out.ndjson"
    source.write_bytes(lines(1000) * 30)
    out.write_text("the answers of yesterday\n")
    running = subprocess.Popen(
        [*GATELODGE, "recalculate", source, "--out", out, "--jobs", str(jobs)],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + PATIENCE_SECONDS
    while not any(path.stat().st_size for path in folder.glob(".*.part")):
        assert running.poll() is None
        assert time.monotonic() < until
        os.sched_yield()
    return running, out


def test_a_run_that_is_killed_leaves_the_old_answers(tmp_path: Path) -> None:
    running, out = _begun(tmp_path)
    running.kill()
    running.communicate(timeout=PATIENCE_SECONDS)
    assert out.read_text() == "the answers of yesterday\n"


@pytest.mark.parametrize("request_to_end", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_interrupted_leaves_nothing(
    tmp_path: Path, request_to_end: signal.Signals
) -> None:
    running, out = _begun(tmp_path)
    running.send_signal(request_to_end)
    _, said = running.communicate(timeout=PATIENCE_SECONDS)
    assert running.returncode == 130
    assert b"Interrupted" in said
    assert b"Traceback" not in said
    assert out.read_text() == "the answers of yesterday\n"
    assert not list(tmp_path.glob(".*.part"))


def test_ctrl_c_in_a_terminal_ends_every_process_without_a_traceback(tmp_path: Path) -> None:
    running, out = _begun(tmp_path, jobs=2)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=PATIENCE_SECONDS)
    assert running.returncode == 130
    assert b"Interrupted" in said
    assert b"Traceback" not in said
    assert out.read_text() == "the answers of yesterday\n"


def test_a_reader_that_stops_reading_is_no_fault(tmp_path: Path) -> None:
    source = tmp_path / "in.ndjson"
    source.write_bytes(lines(1500))
    for words in (["recalculate", str(source)], ["demo-estate", "--people", "3000"]):
        running = subprocess.Popen(
            [*GATELODGE, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline()
        running.stdout.close()
        said = running.stderr.read()
        running.stderr.close()
        running.wait(PATIENCE_SECONDS)
        assert b"Traceback" not in said
        assert b"Broken" not in said
