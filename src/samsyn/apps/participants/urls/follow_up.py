"""Addresses of this part of the station."""

from django.urls import URLPattern, path

from samsyn.apps.participants.views import due, follow_up, states, states_table

urlpatterns: list[URLPattern] = [
    path("uppfoljning/", due.follow_up_due, name="follow-up-due"),
    path("insats/<int:pk>/stegforflyttning/", follow_up.project_people_follow_up, name="project-people-follow-up"),
    path("insats/<int:pk>/uppfoljningsplan/", follow_up.follow_up_plan, name="follow-up-plan"),
    path("insats/<int:pk>/lagen/", states_table.states_table, name="states-table"),
    path("deltagande/<uuid:pk>/lage/<slug:occasion>/", states.states_record, name="states-record"),
    path("deltagande/<uuid:pk>/forsok/<slug:occasion>/", due.follow_up_attempt, name="follow-up-attempt"),
]
