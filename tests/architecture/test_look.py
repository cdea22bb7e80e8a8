"""What is served to browsers is what is written in tools/look, built."""

from pathlib import Path

from gatelodge import web

WRITTEN = Path(__file__).parents[2] / "tools" / "look" / "gatelodge.js"
SERVED = Path(web.__file__).parent / "static" / "gatelodge" / "gatelodge.js"


def test_the_script_that_is_served_is_the_one_that_is_written() -> None:
    assert SERVED.read_bytes() == WRITTEN.read_bytes(), "run make look"
