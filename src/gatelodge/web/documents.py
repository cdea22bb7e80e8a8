"""A kept document as an answer: shown in the browser only where that is safe, else saved.

What came from outside is never run: the media type is ours, told by the first bytes, and the
browser may not guess another.
"""

from typing import Final

from django.http import Http404, HttpResponse

from gatelodge.casework.office import Office

_SHOWN: Final = {
    b"\x89PNG\r\n\x1a\n": ("image/png", "png"),
    b"\xff\xd8\xff": ("image/jpeg", "jpg"),
    b"%PDF-": ("application/pdf", "pdf"),
}
"""First bytes of what a browser may show; everything else is saved as it is."""


def served(office: Office, content_hash: str) -> HttpResponse:
    """Answer with a document's bytes. A page that does not exist when none is kept.

    Our own pages may frame it beside a form; it may load nothing.
    """
    content = office.documents.read(content_hash)
    if content is None:
        raise Http404
    media_type, ending = next(
        (kind for first, kind in _SHOWN.items() if content.startswith(first)), (_SAVED, "bin")
    )
    response = HttpResponse(content, content_type=media_type)
    disposition = "attachment" if media_type == _SAVED else "inline"
    response["Content-Disposition"] = f'{disposition}; filename="{content_hash[:16]}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'self'"
    return response


_SAVED: Final = "application/octet-stream"
