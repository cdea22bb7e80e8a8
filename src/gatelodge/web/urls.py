"""Every address of the screens. A name that `web.access` does not list is denied."""

from django.urls import URLPattern, URLResolver, path

from gatelodge.web import converters
from gatelodge.web.accounts import views as accounts
from gatelodge.web.guidance import views as guidance
from gatelodge.web.home import views as home

converters.register()

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("sign-in/", accounts.sign_in, name="sign-in"),
    path("sign-out/", accounts.sign_out, name="sign-out"),
    path("lock/", accounts.lock, name="lock"),
    path("stay/", accounts.stay, name="stay"),
    path("location/", accounts.location, name="location"),
    path("reason/", accounts.reason, name="reason"),
    path("help/", guidance.help_page, name="help"),
    path("accessibility/", guidance.accessibility, name="accessibility"),
    path("privacy/", guidance.privacy, name="privacy"),
    path("health/", guidance.health, name="health"),
]

handler400 = guidance.bad_request
handler403 = guidance.forbidden
handler404 = guidance.not_found
handler500 = guidance.broken
