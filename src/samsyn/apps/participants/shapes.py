"""The shapes of files that come in and go out. What is exported can be read in again as it is."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from samsyn.apps.catalogue.models import Ladder, Term, TermKind
from samsyn.apps.organisations.models import Kind, Organisation
from samsyn.apps.participants.models import Education, Enrolment, Support, SupportLength
from samsyn.apps.participants.reading import once_a_page
from samsyn.apps.portfolio.models import Project
from samsyn.core.intake.rows.shapes import Choice, Column, Shape

PEOPLE = "people"
LONGEST_LANGUAGE = 60  # letters


def people_shape(project: Project) -> Shape:
    """One row a taking part. A row is about the taking part whose id it has, else the person's that begins that day.

    The choices are those of the project's authority today, and whatever the project's participants already have.
    Always in Swedish: a file is the same whoever made it, and is read the same beside the server.
    Asked once a page.
    """

    def ask() -> Shape:
        with translation.override("sv"):
            return _people_shape(project, Enrolment.objects.filter(project=project))

    return once_a_page(("people_shape", project.pk), ask)


def _people_shape(project: Project, mine) -> Shape:
    columns = [
        Column("id", _("Samsyn-id"), "text", unique=True, help=_("Finns i filer som hämtats här. Ändra inte.")),
        Column("number", _("Personnummer"), "personal_number", aliases=("pnr", "personnr", "person nr"),
               help=_("ÅÅÅÅMMDD-NNNN. Utan nummer blir raden en ny person.")),
        Column("name", _("Namn"), "text", aliases=("deltagare", "för- och efternamn"),
               help=_("Behövs för den som är ny. Ändrar inte namnet på den som redan finns.")),
        Column("sex", _("Kön"), "sex", help=_("Kvinna eller man. Följer annars av personnumret.")),
        Column("birth_year", _("Födelseår"), "integer", aliases=("född", "år"), help=_("Fyra siffror.")),
        *_choice("municipality", _("Kommun"), _municipalities(mine), ("folkbokföringskommun",)),
        Column("language", _("Språk"), "text", aliases=("modersmål",)),
        Column("needs_interpreter", _("Behöver tolk"), "yes_no", aliases=("tolk",), help=_("Ja eller nej.")),
        Column("starts", _("Börjar"), "date", required=True, aliases=("start", "startdatum", "inskriven", "från"),
               help=_("ÅÅÅÅ-MM-DD. Måste finnas.")),
        Column("ends", _("Slutar"), "date", aliases=("slut", "slutdatum", "utskriven", "till"),
               help=_("ÅÅÅÅ-MM-DD. Tom så länge deltagandet pågår.")),
        *_choice("reason", _("Avslutsorsak"), _reasons(project, mine), ("orsak", "varför slut")),
        Column("completed", _("Fullföljde"), "yes_no", aliases=("fullföljt",), help=_("Ja eller nej.")),
        *_choice("sender_kind", _("Anvisad av"), _senders(), ("remittent", "avsändare")),
        *_choice("target_group", _("Målgrupp"), _target_groups(project, mine)),
        *_choice("education", _("Utbildning"), _of(Education), ("högsta utbildning",)),
        *_choice("support", _("Försörjning"), _of(Support), ("försörjning vid start",)),
        *_choice("support_length", _("Tid med stöd"), _of(SupportLength)),
        Column("resources", _("Vad kan du redan"), "text", aliases=("egna resurser",),
               help=_("Egna resurser och kunskaper. Läses bara för nya deltaganden.")),
    ]  # fmt: skip
    return Shape(code=PEOPLE, label=_("Deltagare"), columns=tuple(columns), key=("number", "starts"))


def _choice(code: str, label: str, choices: tuple[Choice, ...], aliases: tuple[str, ...] = ()) -> list[Column]:
    """The column, unless the installation has nothing to choose among."""
    return [Column(code, label, "choice", choices=choices, aliases=aliases)] if choices else []


def _of(choices) -> tuple[Choice, ...]:
    return tuple(Choice(value, str(label)) for value, label in choices.choices if value)


def _senders() -> tuple[Choice, ...]:
    short = {Kind.EMPLOYMENT_SERVICE: ("AF",), Kind.SOCIAL_INSURANCE: ("FK",), Kind.MUNICIPALITY: ("socialtjänsten",)}
    kinds = tuple(Choice(value, str(label), short.get(Kind(value), ())) for value, label in Kind.choices)
    return (*kinds, Choice("self", _("personen själv")))


def _municipalities(mine) -> tuple[Choice, ...]:
    """Names differ only by their ending: "Osby" and "Osby kommun" are the same."""
    known = Organisation.objects.filter(kind=Kind.MUNICIPALITY).exclude(scb_code="")
    rows = list(known.values_list("pk", "name", "short_name", "scb_code"))
    used = mine.exclude(person__municipality=None).exclude(person__municipality__in=[pk for pk, *_rest in rows])
    rows += [
        (*row, "", "") for row in used.values_list("person__municipality", "person__municipality__name").distinct()
    ]
    return _told_apart(
        Choice(str(pk), name, tuple(word for word in (short, code) if word and word != name))
        for pk, name, short, code in rows
    )


def _reasons(project: Project, mine) -> tuple[Choice, ...]:
    """Those the authority chooses among first, then those that have been in use."""
    used = set(mine.exclude(reason="").order_by().values_list("reason", flat=True).distinct())
    lists = Ladder.objects.reasons().filter(Q(organisation=None) | Q(organisation=project.organisation_id))
    current = list(lists.current().order_by("organisation"))  # NULL last or first: told apart below all the same
    chosen = [one for one in current if one.organisation_id] or current
    found = {reason.code: reason.label for one in chosen for reason in one.reasons}
    for one in lists.order_by("-version"):
        found.update({r.code: r.label for r in one.reasons if r.code in used - set(found)})
    return _told_apart(Choice(code, label) for code, label in found.items())


def _target_groups(project: Project, mine) -> tuple[Choice, ...]:
    terms = Term.objects.filter(kind=TermKind.TARGET_GROUP)
    shared = Q(organisation=None) | Q(organisation=project.organisation_id)
    current = list(terms.current().filter(shared))
    used = terms.filter(pk__in=mine.exclude(target_group=None).order_by().values("target_group").distinct())
    others = used.exclude(pk__in=[term.pk for term in current])
    return _told_apart(Choice(str(term.pk), term.name_sv) for term in (*current, *others))


def _told_apart(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """A text that means two things gets the code behind it, so that every choice comes back as itself."""
    found: dict[str, Choice] = {}
    for choice in choices:
        label = choice.label if choice.label not in found else f"{choice.label} ({choice.code})"
        found[label] = Choice(choice.code, label, choice.aliases)
    return tuple(found.values())
