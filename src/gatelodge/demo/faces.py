"""Drawings in the place of photographs: nobody's face, a few dozen in all, as small PNG files."""

import struct
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

PNG = "image/png"
WIDTH, HEIGHT = 120, 150
_BACKGROUND, _SKIN, _HAIR, _CLOTHES, _INK = range(5)

_Colour = tuple[int, int, int]
_SKINS: tuple[_Colour, ...] = (
    (244, 213, 189),
    (226, 182, 145),
    (190, 138, 98),
    (141, 94, 62),
    (96, 62, 42),
)
_HAIRS: tuple[_Colour, ...] = ((38, 30, 28), (94, 62, 36), (158, 112, 62), (150, 150, 150))
_CLOTHES_WORN: tuple[_Colour, ...] = ((74, 92, 120), (94, 94, 94))
_GREY: _Colour = (217, 221, 224)
_DARK: _Colour = (40, 40, 40)


def face(number: int) -> bytes:
    """Give the drawing for the invented person of this number; several people share one."""
    return _drawn(
        (number * 3) % len(_SKINS), (number * 7) % len(_HAIRS), number % len(_CLOTHES_WORN)
    )


class _Part(NamedTuple):
    """An ellipse of one colour: its middle, and its half-widths across and down."""

    colour: int
    x: int
    y: int
    across: int
    down: int

    def is_at(self, x: int, y: int) -> bool:
        return ((x - self.x) / self.across) ** 2 + ((y - self.y) / self.down) ** 2 <= 1


def _parts(hair: int) -> tuple[_Part, ...]:
    """The parts of a drawing, those in front first; each kind of hair has its own height."""
    return (
        _Part(_INK, 48, 74, 4, 3),
        _Part(_INK, 72, 74, 4, 3),
        _Part(_INK, 60, 98, 11, 2),
        _Part(_SKIN, 60, 82, 29, 34),
        _Part(_HAIR, 60, 68 - 4 * hair, 34, 38 - 2 * hair),
        _Part(_SKIN, 60, 112, 13, 22),
        _Part(_CLOTHES, 60, 160, 54, 40),
    )


@cache
def _drawn(skin: int, hair: int, clothes: int) -> bytes:
    palette = (_GREY, _SKINS[skin], _HAIRS[hair], _CLOTHES_WORN[clothes], _DARK)
    parts = _parts(hair)

    def colour(x: int, y: int) -> int:
        return next((part.colour for part in parts if part.is_at(x, y)), _BACKGROUND)

    return _png(palette, ([colour(x, y) for x in range(WIDTH)] for y in range(HEIGHT)))


def _png(palette: Sequence[_Colour], rows: Iterator[list[int]]) -> bytes:
    """A PNG of one byte a point, each a place in the palette."""
    content = b"".join(b"\0" + bytes(row) for row in rows)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", b"".join(map(bytes, palette))),
            _chunk(b"IDAT", zlib.compress(content, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checksum
