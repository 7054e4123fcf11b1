"""Addresses of the station Kunskap."""

from __future__ import annotations

from django.urls import include, path

from samsyn.apps.knowledge import urls_methods
from samsyn.apps.knowledge.urls_methods import degree_patterns
from samsyn.apps.knowledge.urls_methods import urlpatterns as method_patterns
from samsyn.apps.knowledge.views import examples, observations, patterns, station, tried

urlpatterns = [
    path("", station.knowledge, name="knowledge"),
    path("rekommendationer/", station.recommendation_list, name="recommendation-list"),
    path("provat/", tried.tried_before, name="tried"),
    path("beratta/", observations.observe, name="observe"),
    path("observationer/", observations.observation_list, name="observation-list"),
    path("observationer/<int:pk>/", observations.observation, name="observation"),
    path("observationer/<int:pk>/tack/", observations.observation_told, name="observation-told"),
    path("observationer/<int:pk>/andra/", observations.observation_edit, name="observation-edit"),
    path("observationer/<int:pk>/ta-tillbaka/", observations.observation_withdraw, name="observation-withdraw"),
    path("monster/", patterns.pattern_list, name="pattern-list"),
    path("monster/nytt/", patterns.pattern_new, name="pattern-new"),
    path("monster/<int:pk>/", patterns.pattern, name="pattern"),
    path("monster/<int:pk>/andra/", patterns.pattern_edit, name="pattern-edit"),
    path("monster/<int:pk>/samla/", patterns.pattern_gather, name="pattern-gather"),
    path("monster/<int:pk>/ta-ut/<int:observation>/", patterns.pattern_take_out, name="pattern-take-out"),
    path("monster/<int:pk>/avsluta/", patterns.pattern_close, name="pattern-close"),
    path("monster/<int:pk>/oppna/", patterns.pattern_reopen, name="pattern-reopen"),
    path("monster/<int:pk>/skrivelse/", patterns.statement_new, name="statement-new"),
    path("monster/<int:pk>/andring/", patterns.change_new, name="change-new"),
    path("skrivelser/<int:pk>/andra/", patterns.statement_edit, name="statement-edit"),
    path("skrivelser/<int:pk>/skicka/", patterns.statement_send, name="statement-send"),
    path("skrivelser/<int:pk>/svara/", patterns.statement_answer, name="statement-answer"),
    path("exempel/", examples.example_list, name="example-list"),
    path("exempel/nytt/", examples.example_new, name="example-new"),
    path("exempel/<int:pk>/", examples.example, name="example"),
    path("exempel/<int:pk>/andra/", examples.example_edit, name="example-edit"),
    path("exempel/<int:pk>/plats/", examples.spread_new, name="spread-new"),
    path("exempel/platser/<int:pk>/ta-bort/", examples.spread_remove, name="spread-remove"),
    path("resurser/", examples.resource_list, name="resource-list"),
    path("resurser/ny/", examples.resource_new, name="resource-new"),
    path("resurser/<int:pk>/", examples.resource, name="resource"),
    path("resurser/<int:pk>/andra/", examples.resource_edit, name="resource-edit"),
    path("behov/nytt/", examples.need_new, name="need-new"),
    path("behov/<int:pk>/", examples.need, name="need"),
    path("behov/<int:pk>/andra/", examples.need_edit, name="need-edit"),
    path("behov/<int:pk>/mots/", examples.need_meet, name="need-meet"),
    path("metoder/", include(method_patterns)),
    path("framgang/", include(degree_patterns)),
    path("metoder/", include(urls_methods.urlpatterns)),
    path("framgang/", include(urls_methods.degree_patterns)),
]
