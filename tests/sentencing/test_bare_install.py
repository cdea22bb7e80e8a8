"""The wheel, installed with its base requirements alone, calculates; Django is nowhere near.

The environment is made from the files of the distributions that the wheel itself requires, so the
test needs no network, and what is not required is not there.
"""

import json
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest

from .test_command_line import CASE, EXPECTED, corpus

ROOT = Path(__file__).parents[2]


def _required_by(found: Distribution) -> list[str]:
    """Name what a distribution requires here, without its extras."""
    names = []
    for line in found.requires or []:
        requirement, _, marker = line.partition(";")
        if "extra ==" in marker or "python_version <" in marker or "sys_platform ==" in marker:
            continue
        names.append(re.split(r"[^A-Za-z0-9._-]", requirement.strip())[0])
    return names


def _with_requirements(names: list[str]) -> dict[str, Distribution]:
    found: dict[str, Distribution] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop().lower()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue
        waiting += _required_by(found[name])
    return found


def _copy(found: Distribution, target: Path) -> None:
    for file in found.files or []:
        source = Path(str(file.locate()))
        if ".." not in file.parts and "__pycache__" not in file.parts and source.is_file():
            destination = target / file
            destination.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, destination)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("gatelodge-*.whl")
    return built


def _environment(folder: Path, wheel: Path, requirements: list[str]) -> Path:
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    answer = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    target = Path(answer.stdout.strip())
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(target)
    for found in _with_requirements(requirements).values():
        _copy(found, target)
    return python


def _base_requirements(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as packed:
        (name,) = (name for name in packed.namelist() if name.endswith(".dist-info/METADATA"))
        text = packed.read(name).decode()
    required = re.findall(r"^Requires-Dist: ([A-Za-z0-9._-]+)[^;\n]*$", text, re.MULTILINE)
    assert sorted(required) == ["cyclopts", "msgspec", "rich"]
    return required


def _run(python: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python, "-I", *words], capture_output=True, text=True, check=False, cwd=python.parent
    )


def test_the_library_needs_msgspec_and_nothing_else(wheel: Path, tmp_path: Path) -> None:
    python = _environment(tmp_path / "env", wheel, ["msgspec"])
    case = tmp_path / "case.json"
    case.write_text(json.dumps(CASE))
    program = """
import sys
from gatelodge.sentencing import LawBook, calculate, read_case, read_profile
profile = read_profile("sds-50")
case = read_case(open(sys.argv[1], "rb").read())
found = calculate(case.booking, profile.law, bank_holidays=profile.bank_holidays)
print({each.type.value: str(each.on) for each in found.dates})
LawBook.in_force()
others = {name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names)
print(sorted(name for name in others if not name.startswith("_")))
"""
    ran = _run(python, "-c", program, str(case))
    assert ran.returncode == 0, ran.stderr
    dates, others = ran.stdout.splitlines()
    assert dates == str(EXPECTED["dates"])
    assert others == "['gatelodge', 'msgspec']"


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the base requirements and nothing else."""
    return _environment(tmp_path_factory.mktemp("bare") / "env", wheel, _base_requirements(wheel))


def test_the_ten_lines_of_the_library_s_page_run(bare: Path) -> None:
    page = (ROOT / "docs" / "library.md").read_text("utf-8")
    (example,) = re.findall(r"```pycon\n(.*?)```", page, re.DOTALL)
    program = f"""
import doctest
parsed = doctest.DocTestParser().get_doctest({example!r}, {{}}, "library.md", None, 0)
print(doctest.DocTestRunner().run(parsed))
"""
    ran = _run(bare, "-c", program)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("TestResults(failed=0, attempted="), ran.stdout


def test_every_command_of_the_library_works(bare: Path, tmp_path: Path) -> None:
    folder = corpus(tmp_path / "cases", EXPECTED)
    for words, said in (
        (("conformance", str(folder)), "0 wrong of 3 cases"),
        (("law", "show", "hdc.midpoint_days"), "hdc.midpoint_days = 730"),
        (("law", "--help"), "show"),
        (("schema", "booking"), '"StandardDeterminate"'),
        (("schema", "answer"), '"Refused"'),
        (("checks",), "G08"),
        (("--version",), "0."),
    ):
        ran = _run(bare, "-m", "gatelodge.cli", *words)
        assert said in ran.stdout, (words, ran.stdout, ran.stderr)
        assert "Traceback" not in ran.stderr


def test_thousands_are_dated_by_one_process_and_the_command_says_why(
    bare: Path, tmp_path: Path
) -> None:
    made = _run(bare, "-m", "gatelodge.cli", "demo-estate", "--people", "30")
    assert made.returncode == 0, made.stderr
    source = tmp_path / "estate.ndjson"
    source.write_text(made.stdout)
    ran = _run(bare, "-m", "gatelodge.cli", "recalculate", str(source), "--jobs", "2")
    assert ran.returncode == 0, ran.stderr
    assert "Dask is not installed, so one process does all the work." in ran.stderr
    assert "Install gatelodge[bulk]" in ran.stderr
    assert len(ran.stdout.splitlines()) == 30


@pytest.mark.parametrize(
    ("words", "extra"),
    [
        (("serve",), "server"),
        (("verify",), "server"),
        (("replay", "A"), "server"),
        (("demo-estate",), "server"),
        (("recalculate", "--estate"), "server"),
        (("pass", "verify", "x"), "verify"),
    ],
)
def test_a_command_that_needs_an_extra_says_which(
    bare: Path, words: tuple[str, ...], extra: str
) -> None:
    ran = _run(bare, "-m", "gatelodge.cli", *words)
    assert ran.returncode != 0
    assert f"install gatelodge[{extra}]" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_command_line_works_without_a_server_near(bare: Path, tmp_path: Path) -> None:
    python = bare
    case = tmp_path / "case.json"
    case.write_text(json.dumps(CASE))
    dated = _run(python, "-m", "gatelodge.cli", "calculate", str(case), "--json")
    assert dated.returncode == 0, dated.stderr
    assert json.loads(dated.stdout)["dates"] == EXPECTED["dates"]
    helped = _run(python, "-m", "gatelodge.cli", "--help")
    assert helped.returncode == 0, helped.stderr
    loaded = _run(
        python,
        "-c",
        "import sys, gatelodge.cli, gatelodge.sentencing; print('django' in sys.modules)",
    )
    assert loaded.stdout.strip() == "False"
    assert _run(python, "-c", "import django").returncode != 0
