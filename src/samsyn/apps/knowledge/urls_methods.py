"""Addresses of method cards and the log of use, under metoder/, and of the degrees of success, under framgang/."""

from __future__ import annotations

from django.urls import path

from samsyn.apps.knowledge.views import adoption, degrees, grading, method_contents, methods, project_cards, spreading

urlpatterns = [
    path("", methods.method_list, name="method-list"),
    path("ny/", methods.method_new, name="method-new"),
    path("<int:pk>/", methods.method, name="method"),
    path("<int:pk>/andra/", methods.method_edit, name="method-edit"),
    path("<int:pk>/kostnad/", methods.method_weighed, name="method-weighed"),
    path("<int:pk>/oppna/", methods.method_open, name="method-open"),
    path("<int:pk>/delar/", method_contents.method_parts, name="method-parts"),
    path("delar/<int:pk>/", method_contents.method_part, name="method-part"),
    path("delar/<int:pk>/ta-bort/", method_contents.method_part_remove, name="method-part-remove"),
    path("<int:pk>/anpassningar/", method_contents.method_adaptations, name="method-adaptations"),
    path("anpassningar/<int:pk>/", method_contents.method_adaptation, name="method-adaptation"),
    path("anpassningar/<int:pk>/ta-bort/", method_contents.method_adaptation_remove, name="method-adaptation-remove"),
    path("<int:pk>/insats/", method_contents.method_use_new, name="method-use-new"),
    path("provningar/<int:pk>/", method_contents.method_use, name="method-use"),
    path("provningar/<int:pk>/ta-bort/", method_contents.method_use_remove, name="method-use-remove"),
    path("<int:pk>/grader/<slug:of>/", grading.method_grade, name="method-grade"),
    path("<int:pk>/grader/<slug:of>/regeln/", grading.method_grade_rule, name="method-grade-rule"),
    path("<int:pk>/anvandning/", adoption.adoption_log, name="adoption-log"),
    path("<int:pk>/anvandning/ny/", adoption.adoption_new, name="adoption-new"),
    path("anvandning/kontroller/", adoption.adoption_due, name="adoption-due"),
    path("anvandning/<int:pk>/kontroll/", adoption.adoption_verify, name="adoption-verify"),
    path("anvandning/<int:pk>/ta-bort/", adoption.adoption_remove, name="adoption-remove"),
    path("spridning/", spreading.method_spread, name="method-spread"),
    path("<int:pk>/belopp/nytt/", adoption.counted_new, name="counted-new"),
    path("belopp/<int:pk>/ta-bort/", adoption.counted_remove, name="counted-remove"),
    path("organisationer/<int:pk>/", adoption.adoption_organisation, name="adoption-organisation"),
    path("insatser/<int:pk>/", project_cards.project_methods, name="project-methods"),
    path("utan-kort/", project_cards.method_lacking, name="method-lacking"),
    path("insatser/<int:pk>/inget-kort/", project_cards.method_none, name="method-none"),
    path("insatser/<int:pk>/kort/", project_cards.method_born, name="method-born"),
]
degree_patterns = [
    path("", degrees.degrees, name="degrees"),
    path("insatser/<int:pk>/", degrees.degrees_project, name="degrees-project"),
    path("insatser/<int:pk>/grad/<int:degree>/", degrees.degree_note_project, name="degree-note-project"),
    path("metoder/<int:pk>/", degrees.degrees_method, name="degrees-method"),
    path("metoder/<int:pk>/grad/<int:degree>/", degrees.degree_note_method, name="degree-note-method"),
]
