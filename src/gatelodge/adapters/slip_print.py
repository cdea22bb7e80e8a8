"""Release dates on paper: the prisoner's slip and the prison's copy, A4, as PDF/UA-1."""

from importlib.resources import as_file, files

import msgspec
import typst

from gatelodge.adapters.pass_print import NotPrinted
from gatelodge.casework.slip import PrisonCopy, Slip


def slip_pdf(slip: Slip) -> bytes:
    """Print the prisoner's slip. The same words give the same bytes. Raises `NotPrinted`."""
    return _printed("slip_print.typ", slip)


def prison_copy_pdf(copy: PrisonCopy) -> bytes:
    """Print the prison's copy. The same words give the same bytes. Raises `NotPrinted`."""
    return _printed("prison_copy_print.typ", copy)


def _printed(template: str, content: Slip | PrisonCopy) -> bytes:
    """Set the words in type; a name with a sign that is in no font of ours is not printed."""
    here = files("gatelodge.adapters")
    with as_file(here / "fonts") as fonts:
        try:
            pdf, warnings = typst.compile_with_warnings(
                (here / template).read_bytes(),
                format="pdf",
                sys_inputs={"content": msgspec.json.encode(content).decode()},
                font_paths=typst.Fonts(
                    include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]
                ),
                pdf_standards="ua-1",
            )
        except typst.TypstError as fault:
            raise NotPrinted(
                "A sign of the name or place is in no font of ours. Print the page instead."
            ) from fault
    if warnings or not isinstance(pdf, bytes):
        raise NotPrinted("A font is missing. Print the page instead.")
    return pdf
