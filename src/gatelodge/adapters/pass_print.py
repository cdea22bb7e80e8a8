"""The exit pass on paper: one A5 page as PDF/UA-1, with its QR code, and the QR code alone."""

import io
from importlib.resources import as_file, files

import msgspec
import segno
import typst

from gatelodge.casework.pass_face import PassFace

_ERROR_LEVEL = "m"
"""15 in 100 of the code may be creased or soiled."""


class NotPrinted(Exception):
    """The pass cannot be put on paper; the text says why, in plain English."""


def qr_svg(token: str) -> str:
    """Draw a pass as QR code, in SVG that scales to whatever holds it."""
    drawn = io.BytesIO()
    code = segno.make(token, error=_ERROR_LEVEL, micro=False)
    code.save(drawn, kind="svg", border=2, xmldecl=False, svgns=True, omitsize=True, light="white")
    return drawn.getvalue().decode()


def pass_pdf(face: PassFace, *, photo: bytes | None = None) -> bytes:
    """Print a pass with the photo, a JPEG or PNG; none = it says that there is no photo.

    The same face and photo give the same bytes.

    Raises `NotPrinted` for a pass that was cancelled, for a photo that cannot be drawn, and when a
    sign of a name is in no font that we ship: a name is never printed with holes in it.
    """
    if face.cancelled:
        raise NotPrinted("The pass was cancelled. There is nothing to print.")
    here = files("gatelodge.adapters")
    with as_file(here / "fonts") as fonts:
        try:
            pdf, warnings = typst.compile_with_warnings(
                (here / "pass_print.typ").read_bytes(),
                format="pdf",
                sys_inputs={
                    "face": msgspec.json.encode(face).decode(),
                    "qr": qr_svg(face.token),
                    "photo": msgspec.json.encode(list(photo or b"")).decode(),
                },
                font_paths=typst.Fonts(
                    include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]
                ),
                pdf_standards="ua-1",
            )
        except typst.TypstError as fault:
            raise NotPrinted(
                "A sign of the name or place is in no font of ours, or the photo cannot be drawn."
                " Print the page instead."
            ) from fault
    if warnings or not isinstance(pdf, bytes):
        raise NotPrinted("A font of the pass is missing. Print the page instead.")
    return pdf
