from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationConfig(AppConfig):
    name = "samsyn.apps.evaluation"
    label = "evaluation"
    verbose_name = _("Uppföljning")

    def ready(self) -> None:
        from samsyn.apps.evaluation import documents, presenters
        from samsyn.apps.organisations.models import sees_projects
        from samsyn.web import registry

        registry.register_station("evaluation", _("Uppföljning"), "follow-up", order=50)
        registry.register_tab("project", "follow-up", _("Uppföljning"), 40, "project-follow-up")
        registry.register_tab("project", "learning", _("Lärande"), 80, "project-learning")
        registry.register_tab("cluster", "comparison", _("Jämförelse"), 10, "cluster")
        registry.register_tab("cluster", "figures", _("Siffror"), 20, "cluster-figures")
        registry.register_tab("cluster", "claims", _("Påståenden"), 30, "cluster-claims")
        registry.register_tab("cluster", "judgements", _("Bedömningar"), 40, "cluster-judgements")
        registry.register_tab("cluster", "timeline", _("Tidslinje"), 50, "cluster-timeline")
        registry.register_tab("cluster", "recommendations", _("Rekommendationer"), 60, "cluster-recommendations")
        registry.register_card(10, "evaluation/card_waiting.html", presenters.waiting_card, sees_projects)
        registry.register_search(presenters.search_evaluation, indexed=True)
        documents.register()
