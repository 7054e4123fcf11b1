"""The first words of a new report: our own sentences, with references for every number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from samsyn.apps.reporting.models import Report
from samsyn.apps.reporting.references.typed import typed_numbers
from samsyn.core.tables.figure import Figure

Figures = Mapping[str, Figure]


def first_draft(report: Report, figures: Figures) -> dict[str, str]:
    """Text by section code. Only figures that are known are referred to, so the draft can be saved as it is."""
    subject = report.cluster or report.project
    texts = {
        "sammanfattning": _paragraph([_about(report), *_people(figures), *_money(figures)]),
        "bakgrund": without_numbers(_background(report)),
        "resultat": _results(report, figures),
        "motsagelser": _contradictions(figures),
        "pastaenden": _claims(subject),
        "bedomning": _("Varje bedömning i tabellerna nedan vilar på det underlag som står intill den."),
        "slutsatser": _("Rekommendationerna nedan har var sin mottagare, som svarar i Samsyn."),
    }
    return {code: text for code, text in texts.items() if text}


def _about(report: Report) -> str:
    if report.cluster_id:
        names = [escaped(project.code) for project in report.cluster.projects.all()]
        return _("Rapporten jämför insatserna %(names)s.") % {"names": listed(names)} if names else ""
    return _("Rapporten gäller insatsen %(name)s.") % {"name": escaped(str(report.project))}


def _background(report: Report) -> str:
    if report.cluster_id:
        return "\n\n".join(text for text in (report.cluster.summary, report.cluster.question) if text.strip())
    return report.project.summary


def _people(figures: Figures) -> list[str]:
    sentences = []
    if _known(figures, "participants.outcome"):
        sentences.append(_("Utfallet är [[participants.outcome]] [[participants.outcome|population]]."))
        if _known(figures, "participants.plan"):
            sentences.append(_("Skillnaden mot planen är [[participants.outcome|mot-plan]]."))
    if _known(figures, "share_women.outcome"):
        sentences.append(_("Andelen kvinnor är [[share_women.outcome]]."))
    return sentences


def _money(figures: Figures) -> list[str]:
    sentences = []
    if _known(figures, "total_cost.outcome"):
        sentences.append(_("Kostnaden blev [[total_cost.outcome]]."))
        if _known(figures, "total_cost.plan"):
            sentences.append(_("Skillnaden mot planen är [[total_cost.outcome|mot-plan]]."))
    if _known(figures, "cost_per_participant.outcome"):
        sentences.append(_("Per deltagare är kostnaden [[cost_per_participant.outcome]]."))
    if _known(figures, "hours_per_participant.outcome"):
        sentences.append(_("Varje deltagare fick i genomsnitt [[hours_per_participant.outcome|enhet]]."))
    return sentences


def _results(report: Report, figures: Figures) -> str:
    """One point for each effort of a cluster; nothing for a single effort, whose tables speak for themselves."""
    if not report.cluster_id:
        return ""
    stems = [key.removesuffix(".participants.outcome") for key in figures if key.endswith(".participants.outcome")]
    points = [
        _("- %(name)s: [[%(stem)s.participants.outcome]] mot planens [[%(stem)s.participants.plan]].")
        % {"name": escaped(figures[f"{stem}.participants.outcome"].subject), "stem": stem}
        for stem in stems
        if _known(figures, f"{stem}.participants.outcome") and _known(figures, f"{stem}.participants.plan")
    ]
    return _("Deltagare i varje insats:") + "\n" + "\n".join(points) if points else ""


def _contradictions(figures: Figures) -> str:
    if not any(figure.contradicted for figure in figures.values()):
        return ""
    text = _("Några tryckta värden följer inte av sina egna rader. I rapporten gäller det som raderna ger.")
    if figures.get("participants.outcome") is not None and figures["participants.outcome"].contradicted:
        text += " " + _(
            "Det tryckta antalet deltagare är [[participants.outcome|tryckt]]; raderna ger [[participants.outcome]]."
        )
    return text


def _claims(subject) -> str:
    if not subject.claim_set.exists():
        return ""
    return _("Varje påstående har räknats två gånger: ur raderna och ur de summor som är tryckta.")


def _known(figures: Figures, key: str) -> bool:
    return key in figures and figures[key].value is not None


def _paragraph(sentences: Iterable[str]) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def listed(names: list[str]) -> str:
    """A, B och C."""
    if len(names) <= 1:
        return "".join(names)
    return _("%(first)s och %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def escaped(name: str) -> str:
    """A name with digits, marked so that they are not taken for a figure."""
    return re.sub(r"(?<!\S)(?=\S*\d)(?!\\)", r"\\", name)


def without_numbers(text: str) -> str:
    """The text without those of its sentences that have typed numbers: they follow from nothing here."""
    kept = []
    for paragraph in text.replace("\r\n", "\n").split("\n"):
        sentences = re.split(r"(?<=[.!?])\s+", paragraph)
        kept.append(" ".join(one for one in sentences if not typed_numbers(one) and "[[" not in one))
    return "\n".join(kept).strip()
