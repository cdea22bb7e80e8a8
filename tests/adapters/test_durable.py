"""A durable write: whole, for its owner alone, and nothing left behind."""

import stat
from pathlib import Path

import pytest

from gatelodge.adapters.durable import written_beside
from gatelodge.adapters.private_file import private_file


def test_what_is_put_in_its_place_is_whole_and_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "paper"
    with written_beside(path, b"whole") as beside:
        assert not path.exists()
        beside.replace(path)
    assert path.read_bytes() == b"whole"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_what_could_not_be_put_in_its_place_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "paper"
    (path / "in the way").mkdir(parents=True)
    with pytest.raises(IsADirectoryError), written_beside(path, b"whole") as beside:
        beside.replace(path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_secret_leaves_no_copy_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "key"
    assert private_file(path, lambda: b"secret") == b"secret"
    assert list(tmp_path.iterdir()) == [path]
