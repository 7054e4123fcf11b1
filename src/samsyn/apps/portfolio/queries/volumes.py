"""How much a project plans to reach, women and men side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from samsyn.apps.catalogue.models import MeasureVersion, Sex
from samsyn.apps.portfolio.models import PlannedVolume, Project

WOMEN, MEN = Sex.WOMEN.value, Sex.MEN.value


@dataclass
class VolumeRow:
    """One measure in one part. stated: a total entered as such; the sum of the sexes is computed beside it."""

    measure: MeasureVersion
    part: str
    women: PlannedVolume | None = None
    men: PlannedVolume | None = None
    stated: PlannedVolume | None = None
    others: list[PlannedVolume] = field(default_factory=list)

    @property
    def computed(self) -> Decimal | None:
        """Women and men together, when both are known."""
        return self.women.value + self.men.value if self.women and self.men else None

    @property
    def total(self) -> Decimal | None:
        """What the rows give; the stated total where the sexes are not both known."""
        if self.computed is not None:
            return self.computed
        return self.stated.value if self.stated else None

    @property
    def contradicts(self) -> bool:
        """Whether the stated total is another than the sexes give."""
        return self.stated is not None and self.computed is not None and self.stated.value != self.computed


def planned_volumes(project: Project) -> list[VolumeRow]:
    """One row per measure and part. Women's and men's own measures stand in the row of the measure they add up to."""
    volumes = list(project.volumes.select_related("measure"))
    wholes = _wholes() if volumes else {}
    rows: dict[tuple[str, str], VolumeRow] = {}
    for volume in volumes:
        whole, sex = wholes.get(volume.measure.code, (volume.measure, volume.sex))
        row = rows.setdefault((whole.code, volume.part), VolumeRow(whole, volume.part))
        place = {WOMEN: "women", MEN: "men"}.get(sex, "stated")
        if getattr(row, place) is None:
            setattr(row, place, volume)
        else:
            row.others.append(volume)
    return sorted(rows.values(), key=lambda row: (row.measure.name_sv, row.part))


def _wholes() -> dict[str, tuple[MeasureVersion, str]]:
    """For each measure of one sex, the measure it is part of and the sex: women → (participants, women)."""
    found = {}
    for measure in MeasureVersion.objects.current().filter(organisation=None):
        for code in measure.parts:
            for sex in (WOMEN, MEN):
                if code == sex or code.endswith(f"_{sex}"):
                    found[code] = (measure, sex)
    return found
