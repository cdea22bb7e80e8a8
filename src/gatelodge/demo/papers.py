"""Invented papers: small PDF files of one page, in type, with no library behind them."""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from gatelodge.record.facts import RecallOrdered, RemandCredited, SentenceImposed, SentenceKind

_TOP, _LEFT, _LEADING = 780, 60, 18
_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    b" /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>"
)
PDF = "application/pdf"
_INVENTED = "INVENTED FOR PRACTICE. Nobody named here exists."
ALONE = "Concurrent or consecutive: neither, it is the only sentence"
_KIND = {
    SentenceKind.SDS: "standard determinate (SDS)",
    SentenceKind.EDS: "extended determinate (EDS)",
}
"""Kinds of sentence that the demo's courts pass, as their papers name them."""


def paper(title: str, lines: Sequence[str]) -> bytes:
    """Make a one-page PDF that says on its face that it is invented; see `pdf`."""
    return pdf(title, (*lines, "", _INVENTED))


def charge(
    *, court: str, case_urn: str, offence_code: str, title: str, committed_on: date, count: int = 1
) -> tuple[str, ...]:
    """Say which case and which offence a court's paper is about."""
    return (
        f"{court}, case {case_urn}",
        f"Count {count}: {title}, offence code {offence_code}",
        f"Committed on: {_day(committed_on)}",
    )


def imprisonment(
    imposed: SentenceImposed, credited: RemandCredited, *, title: str
) -> tuple[str, ...]:
    """Say of the only sentence of an order all that a second calculation asks for."""
    period = credited.period
    from_to = f", from {_day(period.first_on)} to {_day(period.last_on)}" if period else ""
    return (
        *charge(
            court=imposed.court,
            case_urn=imposed.case_urn,
            offence_code=imposed.offence_code,
            title=title,
            committed_on=imposed.offence_committed_on,
            count=imposed.count,
        ),
        *_lengths(imposed),
        f"Passed on: {_day(imposed.imposed_on)}",
        ALONE,
        f"Days on remand: {credited.days}{from_to}; they come off this sentence",
    )


def recall(ordered: RecallOrdered) -> tuple[str, ...]:
    """Say of a recall what a second calculation asks for."""
    back = _day(ordered.returned_on) if ordered.returned_on else "not yet"
    return (
        f"Kind of recall: {ordered.recall_kind}",
        f"Licence revoked on: {_day(ordered.revoked_on)}",
        f"First day back in custody: {back}",
    )


def _lengths(imposed: SentenceImposed) -> tuple[str, ...]:
    if imposed.sentence_kind is SentenceKind.LIFE:
        return (f"Sentence: imprisonment for life, minimum term {imposed.term}",)
    if imposed.extension is None:
        return (f"Sentence: {_KIND[imposed.sentence_kind]}, {imposed.term}",)
    return (
        f"Sentence: {_KIND[imposed.sentence_kind]}, custodial term {imposed.term}",
        f"Extended licence: {imposed.extension}",
    )


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


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
