"""Invented papers: small PDF files of one page, in type, with no library behind them."""

from collections.abc import Sequence
from itertools import accumulate

_TOP, _LEFT, _LEADING = 780, 60, 18
_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    b" /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>"
)
PDF = "application/pdf"
_INVENTED = "INVENTED FOR PRACTICE. Nobody named here exists."


def paper(title: str, lines: Sequence[str]) -> bytes:
    """Make a one-page PDF that says on its face that it is invented; see `pdf`."""
    return pdf(title, (*lines, "", _INVENTED))


def pdf(title: str, lines: Sequence[str]) -> bytes:
    """Make a one-page A4 PDF: a title and lines below it.

    Signs outside the Latin alphabet of Windows print as "?": papers carry the transliteration.
    """
    content = _content(title, lines)
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        _PAGE,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    )
    return _file(objects)


def _content(title: str, lines: Sequence[str]) -> bytes:
    shown = [b"BT", b"/F2 16 Tf", b"%d %d Td" % (_LEFT, _TOP), b"(%s) Tj" % _escaped(title)]
    shown += [b"/F1 11 Tf", b"0 -%d Td" % (2 * _LEADING)]
    for line in lines:
        shown += [b"(%s) Tj" % _escaped(line), b"0 -%d Td" % _LEADING]
    return b"\n".join((*shown, b"ET"))


def _escaped(text: str) -> bytes:
    text = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return text.encode("cp1252", errors="replace")


def _file(objects: Sequence[bytes]) -> bytes:
    head = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    parts = [b"%d 0 obj\n%s\nendobj\n" % (n, body) for n, body in enumerate(objects, start=1)]
    ends = list(accumulate((len(part) for part in parts), initial=len(head)))
    table = b"".join(b"%010d 00000 n \n" % offset for offset in ends[:-1])
    count = len(objects) + 1
    return b"".join(
        (
            head,
            *parts,
            b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table),
            b"trailer\n<< /Size %d /Root 1 0 R >>\n" % count,
            b"startxref\n%d\n%%%%EOF\n" % ends[-1],
        )
    )
