"""Addresses and rights of the ways out other than a release, beside those of the exit itself."""

from django.urls import URLPattern, path

from gatelodge.web.entering import ways_out
from gatelodge.web.exits import broke_off, emergency, hand_over, rounds


def addresses() -> tuple[URLPattern, ...]:
    """The addresses; asked for once the converters are registered."""
    return (
        path(
            "people/<id:record_id>/exit/production/", ways_out.production, name="production-enter"
        ),
        path("people/<id:record_id>/exit/hospital/", ways_out.hospital, name="hospital-enter"),
        path(
            "people/<id:record_id>/exit/temporary-licence/",
            ways_out.temporary_licence,
            name="temporary-licence-enter",
        ),
        path(
            "people/<id:record_id>/exit/early-release/",
            ways_out.early_release,
            name="early-release-enter",
        ),
        path("people/<id:record_id>/exit/made-ready/", ways_out.prepared, name="exit-prepared"),
        path("people/<id:record_id>/exit/evening/", rounds.evening, name="exit-evening"),
        path("people/<id:record_id>/exit/emergency/", emergency.emergency, name="exit-emergency"),
        path(
            "people/<id:record_id>/made-good/<number:order>/<duty:duty>/",
            emergency.duty,
            name="duty-done",
        ),
        path("people/<id:record_id>/happened/", broke_off.happened, name="happened-enter"),
        path("people/<id:record_id>/hand-over/", hand_over.hand_over, name="hand-over"),
    )
