"""Addresses of evaluation, under uppfoljning/. kind in an address is "cluster" or "project"."""

from django.urls import path, register_converter

from samsyn.apps.evaluation.views import clusters, conclusions, deliveries, figures, landing, projects, publications
from samsyn.apps.evaluation.views.subjects import SubjectConverter

register_converter(SubjectConverter, "subject")

urlpatterns = [
    path("", landing.follow_up, name="follow-up"),
    path("granska/", landing.check, name="check"),
    path("granska/<int:pk>/", landing.draft, name="draft"),
    path("granska/<int:pk>/ta-bort/", landing.draft_remove, name="draft-remove"),
    path("publikationer/ny/", publications.publication_new, name="publication-new"),
    path("publikationer/<int:pk>/", publications.publication, name="publication"),
    path("publikationer/<int:pk>/granska/", publications.publication_check, name="publication-check"),
    path("publikationer/<int:pk>/tabeller/ny/", publications.table_new, name="table-new"),
    path("tabeller/<int:pk>/", publications.published_table, name="published-table"),
    path("tabeller/<int:pk>/las-in/", publications.table_layout, name="table-layout"),
    path("iakttagelser/<int:pk>/", publications.finding, name="finding"),
    path("kluster/", landing.cluster_list, name="cluster-list"),
    path("kluster/nytt/", clusters.cluster_new, name="cluster-new"),
    path("kluster/<int:pk>/", clusters.cluster, name="cluster"),
    path("kluster/<int:pk>/andra/", clusters.cluster_edit, name="cluster-edit"),
    path("kluster/<int:pk>/siffror/", clusters.cluster_figures_page, name="cluster-figures"),
    path("kluster/<int:pk>/pastaenden/", clusters.cluster_claims, name="cluster-claims"),
    path("kluster/<int:pk>/bedomningar/", clusters.cluster_judgements, name="cluster-judgements"),
    path("kluster/<int:pk>/tidslinje/", clusters.cluster_timeline, name="cluster-timeline"),
    path("kluster/<int:pk>/rekommendationer/", clusters.cluster_recommendations, name="cluster-recommendations"),
    path("kluster/<int:pk>/skillnader/ny/", clusters.difference_new, name="difference-new"),
    path("insatser/<int:pk>/", projects.project_follow_up, name="project-follow-up"),
    path("leveranser/<int:pk>/", deliveries.delivered, name="delivered"),
    path("insatser/<int:pk>/larande/", projects.project_learning, name="project-learning"),
    path("<subject:kind>/<int:pk>/siffror/ny/", figures.figure_new, name="figure-new"),
    path("<subject:kind>/<int:pk>/siffror/<str:key>/", figures.figure, name="figure"),
    path("<subject:kind>/<int:pk>/pastaenden/nytt/", conclusions.claim_new, name="claim-new"),
    path("<subject:kind>/<int:pk>/bedomningar/ny/", conclusions.judgement_new, name="judgement-new"),
    path("<subject:kind>/<int:pk>/handelser/ny/", conclusions.event_new, name="event-new"),
    path("<subject:kind>/<int:pk>/rekommendationer/ny/", conclusions.recommendation_new, name="recommendation-new"),
    path("siffror/<int:pk>/", figures.stored_figure, name="stored-figure"),
    path("siffror/<int:pk>/ratta/", figures.figure_correct, name="figure-correct"),
    path("siffror/<int:pk>/valj/", figures.figure_choose, name="figure-choose"),
    path("mal/<int:pk>/bedom/", conclusions.goal_assess, name="goal-assess"),
    path("rekommendationer/<int:pk>/", conclusions.recommendation, name="recommendation"),
    path("rekommendationer/<int:pk>/svara/", conclusions.recommendation_answer, name="recommendation-answer"),
]
