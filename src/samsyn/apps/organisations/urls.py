"""Addresses of the register, memberships and the trail."""

from django.urls import path

from samsyn.apps.organisations import views

urlpatterns = [
    path("", views.organisation_list, name="organisation-list"),
    path("ny/", views.organisation_new, name="organisation-new"),
    path("min-behorighet/", views.my_access, name="my-access"),
    path("spar/", views.trail, name="trail"),
    path("<int:pk>/", views.organisation_page, name="organisation"),
    path("<int:pk>/medlemmar/", views.members, name="members"),
    path("<int:pk>/medlemmar/nytt/", views.membership_add, name="membership-add"),
    path("medlemskap/<int:pk>/avsluta/", views.membership_end, name="membership-end"),
]
