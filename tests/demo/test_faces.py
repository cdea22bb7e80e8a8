"""Drawings stand in the place of photographs, so that nobody's face is shown."""

import struct
import zlib

from gatelodge.demo.faces import HEIGHT, WIDTH, face


def rows(png: bytes) -> list[bytes]:
    """The rows of a drawing, each point a place in its palette."""
    start = png.index(b"IDAT") + 4
    size = struct.unpack(">I", png[start - 8 : start - 4])[0]
    content = zlib.decompress(png[start : start + size])
    assert len(content) == (WIDTH + 1) * HEIGHT
    return [content[n * (WIDTH + 1) + 1 : (n + 1) * (WIDTH + 1)] for n in range(HEIGHT)]


def test_a_drawing_is_a_picture_of_a_head_and_shoulders() -> None:
    drawn = rows(face(1))
    assert set(drawn[0]) == {0}
    assert {drawn[10][0], drawn[90][40], drawn[149][60]} == {0, 1, 3}


def test_people_look_different_and_everybody_always_the_same() -> None:
    assert face(17) == face(17)
    assert len({face(number) for number in range(1, 100)}) == 20
