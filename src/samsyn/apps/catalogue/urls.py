"""Addresses under /begrepp/."""

from django.urls import path

from samsyn.apps.catalogue.views import definitions as views
from samsyn.apps.catalogue.views import ladders

urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("matt/nytt/", views.measure_new, name="measure-new"),
    path("matt/<int:pk>/", views.measure, name="measure"),
    path("matt/<int:pk>/ny-version/", views.measure_revise, name="measure-revise"),
    path("ord/nytt/", views.term_new, name="term-new"),
    path("ord/<int:pk>/", views.term, name="term"),
    path("ord/<int:pk>/ny-version/", views.term_revise, name="term-revise"),
    path("stege/ny/", ladders.ladder_new, name="ladder-new"),
    path("stege/<int:pk>/", ladders.ladder, name="ladder"),
    path("stege/<int:pk>/ny-version/", ladders.ladder_revise, name="ladder-revise"),
]
