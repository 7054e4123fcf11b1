"""Boards, steering groups and reference groups, and who has a seat in them with what mandate."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.models.access import during
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Project


class BoardKind(models.TextChoices):
    BOARD = "board", _("styrelse")
    STEERING = "steering", _("styrgrupp")
    REFERENCE = "reference", _("referensgrupp")


class BoardQuerySet(models.QuerySet["Board"]):
    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW) -> BoardQuerySet:
        """The organisation's own people, and those who have a seat today; changed by the organisation's people."""
        if not user.is_authenticated:
            return self.none()
        own = Q(organisation__in=organisations_where(user, permission))
        if permission != Permission.PROJECT_VIEW:
            return self.filter(own)
        seats = Seat.objects.filter(during(timezone.localdate()), user=user)
        return self.filter(own | Q(pk__in=seats.values("board")))


class Board(models.Model):
    """A group that meets to decide: whose it is, what it is for and which projects it steers."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="boards", verbose_name=_("hålls av")
    )
    kind = models.CharField(_("slag"), max_length=10, choices=BoardKind, default=BoardKind.STEERING)
    name = models.CharField(_("namn"), max_length=200)
    purpose = models.TextField(
        _("vad gruppen är till för"), blank=True, help_text=_("Vad ska den besluta, och vad ska den inte lägga sig i?")
    )
    projects = models.ManyToManyField(
        Project, blank=True, related_name="boards", verbose_name=_("insatser"),
        help_text=_("Lämna tomt för alla som organisationen har en del i."),
    )  # fmt: skip
    observations = models.PositiveSmallIntegerField(
        _("observationer innan ett mönster tas upp"), default=5,
        help_text=_("När ett mönster har så många observationer föreslås det på dagordningen."),
    )  # fmt: skip
    until = models.DateField(_("upphörde"), null=True, blank=True)
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ()

    objects = BoardQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("grupp")
        verbose_name_plural = _("grupper")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], name="board_name_once",
                violation_error_message=_("Ni har redan en grupp med det namnet. Välj ett annat."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("board", args=[self.pk])


class OfBoardQuerySet(models.QuerySet):
    """Rows of a group: seen and changed by those who may see and change the group. `to_board` leads to it."""

    to_board = "board"

    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW):
        return self.filter(**{f"{self.to_board}__in": Board.objects.visible_to(user, permission)})


class Mandate(models.TextChoices):
    """What whoever sits there may do for their organisation when the group meets."""

    DECIDE = "decide", _("kan besluta")
    ASK = "ask", _("måste fråga")
    LISTEN = "listen", _("bara lyssnar")


class Seat(models.Model):
    """A place in a group, from a day and perhaps to a day: what was promised of it, and what it turned out to be."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="seats", verbose_name=_("grupp"))
    function = models.CharField(
        _("funktion"), max_length=120, help_text=_("Till exempel ordförande, processägare eller enhetschef.")
    )
    name = models.CharField(_("namn"), max_length=120, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="seats",
        verbose_name=_("konto i Samsyn"), help_text=_("Med ett konto ser personen gruppens sidor och sina uppdrag."),
    )  # fmt: skip
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="seats", verbose_name=_("talar för")
    )
    promised = models.CharField(_("mandat som lovades"), max_length=8, choices=Mandate, blank=True)
    promised_words = models.CharField(
        _("så lovades det"), max_length=300, blank=True, help_text=_("Till exempel orden i ansökan.")
    )
    held = models.CharField(_("mandat i verkligheten"), max_length=8, choices=Mandate, blank=True)
    held_words = models.CharField(
        _("så blev det"), max_length=300, blank=True, help_text=_("Vad fick personen besluta utan att fråga?")
    )
    substitute_for = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="substitutes",
        verbose_name=_("ersättare för"),
    )  # fmt: skip
    starts = models.DateField(_("från och med"), default=timezone.localdate)
    ends = models.DateField(_("till och med"), null=True, blank=True)
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ("name", "user", "promised_words", "held_words")

    objects = OfBoardQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "function", "pk"]
        verbose_name = _("plats i gruppen")
        verbose_name_plural = _("platser i gruppen")
        constraints = [
            models.CheckConstraint(
                name="seat_ends_after_it_starts",
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                violation_error_message=_("Platsen slutar innan den börjar. Ändra något av datumen."),
            ),
            models.UniqueConstraint(
                fields=["board", "user"], condition=Q(ends=None, user__isnull=False), name="seat_once_for_a_colleague",
                violation_error_message=_("Personen har redan en plats i gruppen. Avsluta den först."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.called}, {self.organisation.brief}"

    def get_absolute_url(self) -> str:
        return f"{self.board.get_absolute_url()}#plats-{self.pk}"

    @property
    def called(self) -> str:
        """The person's name where it is known, otherwise what they are there as."""
        return self.name or (str(self.user) if self.user else self.function)
