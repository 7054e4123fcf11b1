"""Addresses of what leaves the station."""

from django.urls import URLPattern, path

from samsyn.apps.participants.views import deliver

urlpatterns: list[URLPattern] = [
    path("insats/<int:pk>/leveranser/", deliver.delivery_list, name="delivery-list"),
    path("insats/<int:pk>/leveranser/ny/", deliver.delivery_new, name="delivery-new"),
    path("leveranser/<int:pk>/", deliver.delivery, name="delivery"),
    path("leveranser/<int:pk>/leverans.json", deliver.delivery_json, name="delivery-json"),
]
