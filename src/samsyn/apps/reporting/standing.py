"""What a copy says about itself: a draft that goes on changing, or frozen: number, date, by whom, fingerprint."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.reporting.content import Status
from samsyn.web.formats import isodate


def moment_of(status: Status) -> str:
    """Day and time, local."""
    at = datetime.fromisoformat(status.at)
    return isodate(at if timezone.is_aware(at) else timezone.make_aware(at))


def status_line(status: Status, faults: tuple[str, ...] = ()) -> str:
    """The copy's standing in one line, for the first page."""
    if faults:
        return _("Kontrollen misslyckades: innehållet är inte det som frystes")
    if not status.frozen:
        return _("Utkast, inte fryst, %(moment)s") % {"moment": moment_of(status)}
    return _("Fryst rapport nr %(number)s, %(moment)s") % {"number": status.number, "moment": moment_of(status)}


def status_lines(status: Status, fingerprint: str = "", faults: tuple[str, ...] = ()) -> list[str]:
    """The rest of the first page: by whom, why and the fingerprint; for a draft what being a draft means."""
    if not status.frozen:
        return [_("Tabeller och siffror följer underlaget tills rapporten fryses.")]
    lines = [*faults]
    if faults:
        lines.append(status_line(status))
    lines.append(_("Fryst av: %(name)s") % {"name": status.by})
    if status.reason:
        lines.append(_("Varför: %(reason)s") % {"reason": status.reason})
    lines.append(_("Fingeravtryck (SHA-256): %(fingerprint)s") % {"fingerprint": fingerprint})
    return lines


def footer_line(status: Status, fingerprint: str = "", faults: tuple[str, ...] = ()) -> str:
    """The copy's standing on every page."""
    if faults or not status.frozen:
        return status_line(status, faults)
    return _("Fryst nr %(number)s, %(moment)s, %(name)s, fingeravtryck %(short)s…") % {
        "number": status.number,
        "moment": moment_of(status),
        "name": status.by,
        "short": fingerprint[:16],
    }
