"""The Jinja environment of our pages: GOV.UK's macros, our filters and the form adapters."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import BaseLoader, ChoiceLoader, Environment, PackageLoader, PrefixLoader

from gatelodge.web import form_fields, words_of_time


def environment(**options: Any) -> Environment:
    """Build the environment that Django's Jinja2 backend asks for (its "environment" option).

    Our templates come first; GOV.UK's macros are found as "govuk_frontend_jinja/...".
    """
    ours: BaseLoader = options.pop("loader")
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    built = Environment(loader=ChoiceLoader([ours, govuk]), **options)  # noqa: S701 - Django's backend passes autoescape=True
    built.globals.update(
        static=static,
        url=_url,
        field_params=form_fields.field_params,
        field_kind=form_fields.field_kind,
        error_summary_params=form_fields.error_summary_params,
    )
    built.filters.update(
        day=words_of_time.day,
        moment=words_of_time.moment,
        time_of_day=words_of_time.time_of_day,
        clock=words_of_time.clock,
        duration=words_of_time.duration,
        person_name=words_of_time.person_name,
    )
    return built


def _url(name: str, /, *args: object, **kwargs: object) -> str:
    """The address of a named page: `url("people:summary", record_id)`; an unknown name raises."""
    return reverse(name, args=args or None, kwargs=kwargs or None)
