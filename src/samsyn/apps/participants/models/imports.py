"""Files read in: sealed while they wait, applied in one transaction, and undone as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.participants import sealing
from samsyn.apps.participants.models.held import C, Held, HeldWithoutGuessing, held_objects
from samsyn.apps.participants.models.reach import OfHouseQuerySet, OfLedProjectQuerySet
from samsyn.apps.participants.models.sealed import SealKey
from samsyn.apps.participants.packing import Packed, packed
from samsyn.apps.portfolio.models import Project

IN_THE_PAGE = 3_000  # rows in a file that are worked on while the page waits; more is done beside the server


class ImportBatch(HeldWithoutGuessing):
    """One file or paste on its way in."""

    class State(models.TextChoices):
        CHECKING = "checking", _("läses igenom")
        READ = "read", _("inläst, inget är ändrat än")
        QUEUED = "queued", _("väntar på att skrivas in")
        DONE = "done", _("inskriven")
        UNDOING = "undoing", _("väntar på att ångras")
        UNDONE = "undone", _("ångrad")
        FAILED = "failed", _("gick inte att skriva in; inget är ändrat")

    project = models.ForeignKey(Project, verbose_name=_("insats"), on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("av")
    )
    shape = models.CharField(_("slag"), max_length=40)
    name = models.CharField(_("fil"), max_length=200)
    fingerprint = models.CharField(max_length=64)  # of the file's content, so that it is not applied twice
    state = models.CharField(_("läge"), max_length=8, choices=State, default=State.READ)
    key = models.OneToOneField(SealKey, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    file_sealed = models.BinaryField(default=bytes)  # the workbook, while another of its sheets may be chosen
    content_sealed = models.BinaryField(default=bytes)  # the rows with corrections; once written in, those left out
    report_sealed = models.BinaryField(default=bytes)  # what was found in the rows: faults, and what would happen
    undo_sealed = models.BinaryField(default=bytes)  # what was there before
    columns = models.JSONField(default=dict)  # position of the header → [column, how it was matched]
    counts = models.JSONField(default=dict)  # where the rows of the file went
    message = models.TextField(blank=True)
    asked = models.JSONField(default=dict)  # work that waits beside the server: what, by whom, when, which task
    made_at = models.DateTimeField(_("inläst"), auto_now_add=True)
    done_at = models.DateTimeField(_("inskriven"), null=True, blank=True)
    undone_at = models.DateTimeField(_("ångrad"), null=True, blank=True)

    CLASSES = {
        **dict.fromkeys(
            ("id", "organisation", "project", "user", "shape", "fingerprint", "state", "key", "columns", "counts",
             "message", "asked", "made_at", "done_at", "undone_at", "name"),
            C.TECHNICAL,
        ),
        "file_sealed": C.NUMBER,
        "content_sealed": C.NUMBER,
        "report_sealed": C.NUMBER,
        "undo_sealed": C.NUMBER,
    }  # fmt: skip
    PERSONAL = ("user", "file_sealed", "content_sealed", "report_sealed", "undo_sealed", "name")

    objects = held_objects(OfLedProjectQuerySet)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("inläsning")
        verbose_name_plural = _("inläsningar")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "project", "fingerprint"],
                condition=models.Q(state__in=["queued", "done", "undoing"]),
                name="import_file_once",
                violation_error_message=_("Filen är redan inskriven. Ångra den först om den ska läsas in igen."),
            )
        ]

    @property
    def waits(self) -> bool:
        """Whether work on it has been asked for and is not done."""
        return self.state in {self.State.CHECKING, self.State.QUEUED, self.State.UNDOING}

    @property
    def is_large(self) -> bool:
        """Whether its rows are too many to be worked on while somebody waits for a page."""
        return self.counts.get("in_file", 0) > IN_THE_PAGE

    def kept(self, column: str) -> Packed | None:
        """What is sealed in a column, opened piece by piece; None when nothing is, or when it has been weeded."""
        data = self.kept_bytes(column)
        return Packed(data) if data else None

    def kept_bytes(self, column: str) -> bytes:
        sealed = getattr(self, column)
        if not sealed or self.key is None:
            return b""
        return sealing.unseal_bytes(self.key.data, bytes(sealed), self._place_of(column))

    def keep(self, column: str, head: Any, **lists: Sequence[Any]) -> None:
        """Seal a plain value and long lists into a column."""
        self.keep_bytes(column, packed(head, **lists))

    def keep_bytes(self, column: str, data: bytes) -> None:
        setattr(self, column, sealing.seal_bytes(self.key.data, data, self._place_of(column)) if data else b"")

    def _place_of(self, column: str) -> str:
        return f"{self._meta.db_table}|{column}|{self.pk}"

    def __str__(self) -> str:
        return f"inläsning {str(self.pk)[:8]}"

    def get_absolute_url(self) -> str:
        return reverse("import", args=[self.pk])


class ColumnMemory(Held):
    """What an authority's headers have meant before, so that the next file is matched at once.

    In a file without headers the first row is somebody's data, so what is kept is a keyed digest, never the words.
    """

    shape = models.CharField(max_length=40)
    header = models.CharField(max_length=120)  # found_by("header", …) of the normalised words
    column = models.CharField(max_length=60)

    CLASSES: dict[str, str] = {}
    PERSONAL = ()

    objects = held_objects(OfHouseQuerySet)

    class Meta:
        verbose_name = _("kolumnminne")
        constraints = [models.UniqueConstraint(fields=["organisation", "shape", "header"], name="header_once")]

    def __str__(self) -> str:
        return f"{self.header} → {self.column}"
