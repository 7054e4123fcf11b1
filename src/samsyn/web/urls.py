"""Addresses of the shared pages."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from samsyn.web import views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("sok/", views.search, name="search"),
    path("mitt-konto/", views.account, name="account"),
    path("hjalp/", views.help_start, name="help"),
    path("hjalp/<slug:page>/", views.help_page, name="help-page"),
    path("tillganglighet/", views.accessibility, name="accessibility"),
    path("sprak/", login_not_required(set_language), name="set_language"),
    path("diagram/<str:digest>.svg", views.chart, name="chart"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
]

if settings.DEBUG or settings.TESTING:
    from samsyn.web.styleguide import styleguide

    urlpatterns.append(path("stilguide/", styleguide, name="styleguide"))
