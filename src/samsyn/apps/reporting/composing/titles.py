"""The sections that a writer fills, in the order of the report."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

CLUSTER = {
    "sammanfattning": _("Sammanfattning"),
    "bakgrund": _("Uppdrag och bakgrund"),
    "insatserna": _("Insatserna"),
    "resultat": _("Plan och utfall"),
    "motsagelser": _("Där det tryckta säger emot sig självt"),
    "pastaenden": _("Påståenden och hur de håller"),
    "bedomning": _("Bedömning"),
    "tidslinje": _("Tidslinje"),
    "jamforbarhet": _("Skillnader i definition"),
    "slutsatser": _("Slutsatser och rekommendationer"),
}
PROJECT = {
    "sammanfattning": _("Sammanfattning"),
    "bakgrund": _("Om insatsen"),
    "mal": _("Mål och måluppfyllelse"),
    "resultat": _("Plan och utfall"),
    "levererat": _("Deltagare"),
    "ekonomi": _("Ekonomi"),
    "faser": _("Faser och tidslinje"),
    "forankring": _("Förankring"),
    "motsagelser": _("Där det tryckta säger emot sig självt"),
    "pastaenden": _("Påståenden och hur de håller"),
    "bedomning": _("Bedömning"),
    "slutsatser": _("Slutsatser och rekommendationer"),
}

WORTH, WORTH_TITLE = "samhallsekonomi", _("Samhällsekonomi")
BEFORE_WORTH = "bedomning"  # the section that the chapter of accounts stands before


def has_accounts(report) -> bool:
    """Whether any account is chosen; asked of the store where the report was not fetched with the answer."""
    known = getattr(report, "has_accounts", None)
    return bool(report.accounts.exists() if known is None else known)


def section_titles(report) -> dict[str, object]:
    """Code and title of the sections that can be written in this report."""
    titles = dict(CLUSTER if report.cluster_id else PROJECT)
    if not has_accounts(report):
        return titles
    at = list(titles).index(BEFORE_WORTH)
    pairs = list(titles.items())
    return dict([*pairs[:at], (WORTH, WORTH_TITLE), *pairs[at:]])
