"""The Django application of the screens."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """It has no tables of its own: accounts, the access log and the lists belong to the store."""

    name = "gatelodge.web"
    label = "web"
