"""Addresses of consents, emergency access, the log of readings, people's rights and weeding."""

from django.urls import path

from samsyn.apps.participants.views import consents, emergency, extract, readings, rights, rights_rectify, weeding

urlpatterns = [
    path("<uuid:pk>/samtycken/nytt/", consents.consent_new, name="consent-new"),
    path("samtycken/<int:pk>/andra/", consents.consent_replace, name="consent-replace"),
    path("samtycken/<int:pk>/ta-tillbaka/", consents.consent_withdraw, name="consent-withdraw"),
    path("delat-med-oss/", consents.shared_with_us, name="shared-with-us"),
    path("nodlage/", emergency.emergency, name="emergency"),
    path("nodlage/oppningar/", emergency.emergencies, name="emergencies"),
    path("nodlage/oppningar/<int:pk>/", emergency.emergency_opening, name="emergency-opening"),
    path("nodlage/oppningar/<int:pk>/stang/", emergency.emergency_close, name="emergency-close"),
    path("<uuid:pk>/lasningar/", readings.person_readings, name="person-readings"),
    path("laslogg/", readings.readings, name="readings"),
    path("laslogg/urval/", readings.readings_draw, name="readings-draw"),
    path("laslogg/kvartal/", readings.readings_report, name="readings-report"),
    path("laslogg/<int:number>/", readings.reading_ask, name="reading-ask"),
    path("laslogg/bedomning/<int:pk>/", readings.reading_review, name="reading-review"),
    path("<uuid:pk>/begaran/", rights.rights_request, name="rights-request"),
    path("rattigheter/", rights.rights_cases, name="rights-cases"),
    path("rattigheter/nytt/", rights.rights_case_new, name="rights-case-new"),
    path("rattigheter/<int:pk>/", rights.rights_case, name="rights-case"),
    path("rattigheter/<int:pk>/forlang/", rights.rights_case_extend, name="rights-case-extend"),
    path("rattigheter/<int:pk>/avsluta/", rights.rights_case_close, name="rights-case-close"),
    path("rattigheter/<int:pk>/begransa/", rights.rights_restrict, name="rights-restrict"),
    path("rattigheter/<int:pk>/radera/", rights.rights_erase, name="rights-erase"),
    path("rattigheter/<int:pk>/ratta/", rights_rectify.rights_rectify, name="rights-rectify"),
    path("rattigheter/<int:pk>/ratta/<str:place>/", rights_rectify.rights_rectify_field, name="rights-rectify-field"),
    path("rattigheter/<int:pk>/utdrag/", extract.rights_extract, name="rights-extract"),
    path("rattigheter/<int:pk>/utdrag.json", extract.rights_extract_json, name="rights-extract-json"),
    path("rattigheter/<int:pk>/utdrag.pdf", extract.rights_extract_pdf, name="rights-extract-pdf"),
    path("gallring/", weeding.weeding, name="weeding"),
    path("gallring/<int:pk>/", weeding.weeding_run, name="weeding-run"),
]
