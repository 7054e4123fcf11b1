"""Every address of a node. Stations bring their own; what is not listed does not exist."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("samsyn.web.urls")),
    path("konto/", include("allauth.urls")),
    path("organisationer/", include("samsyn.apps.organisations.urls")),
    path("begrepp/", include("samsyn.apps.catalogue.urls")),
    path("insatser/", include("samsyn.apps.portfolio.urls")),
    path("uppfoljning/", include("samsyn.apps.evaluation.urls")),
    path("kalkyler/", include("samsyn.apps.economics.urls")),
    path("kunskap/", include("samsyn.apps.knowledge.urls")),
    path("styrning/", include("samsyn.apps.governance.urls")),
    path("rapporter/", include("samsyn.apps.reporting.urls")),
]
if settings.SAMSYN_NODE == "party":
    urlpatterns.append(path("deltagare/", include("samsyn.apps.participants.urls")))

handler400 = "samsyn.web.views.bad_request"
handler403 = "samsyn.web.views.permission_denied"
handler404 = "samsyn.web.views.page_not_found"
handler500 = "samsyn.web.views.server_error"
