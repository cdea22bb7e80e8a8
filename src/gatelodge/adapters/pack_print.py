"""The pack on paper: A4, PDF/UA-1; releases one by one, same surnames, the blank checklist."""

from importlib.resources import as_file, files
from typing import Literal

import msgspec
import typst

from gatelodge.casework.pack import SignedPack


class PackNotPrinted(Exception):
    """The pack cannot be put on paper; the text says why, in plain English."""


def pack_pdf(pack: SignedPack) -> bytes:
    """Print a signed pack. The same pack gives the same bytes.

    A sign that is in no font of ours becomes an empty box, and the first page says so: a whole
    prison's pack is not withheld for one name, and each name has its number beside it. Such a paper
    alone is not PDF/UA.

    Raises `PackNotPrinted` when the printer itself fails.
    """
    encoded = msgspec.json.encode(pack).decode()
    try:
        return _printed({"pack": encoded, "has_holes": ""}, standard="ua-1")
    except typst.TypstError:
        pass  # what the standard forbids: a sign without a shape
    try:
        return _printed({"pack": encoded, "has_holes": "yes"}, standard="1.7")
    except typst.TypstError as fault:
        raise PackNotPrinted(f"The pack cannot be printed: {fault}") from fault


def _printed(inputs: dict[str, str], *, standard: Literal["ua-1", "1.7"]) -> bytes:
    here = files("gatelodge.adapters")
    with as_file(here / "fonts") as fonts:
        pdf, _warnings = typst.compile_with_warnings(
            (here / "pack_print.typ").read_bytes(),
            format="pdf",
            sys_inputs=inputs,
            font_paths=typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]
            ),
            pdf_standards=standard,
        )
    if not isinstance(pdf, bytes):
        raise PackNotPrinted("The pack cannot be printed: the printer gave no paper.")
    return pdf
