"""Text in which every number is a reference to a figure: [[participants.outcome]] or [[BOSS.women.outcome|andel]]."""

from samsyn.apps.reporting.references.faults import Fault, faults_in
from samsyn.apps.reporting.references.formats import FORMATS, written
from samsyn.apps.reporting.references.paragraphs import blocks_of

__all__ = ["FORMATS", "Fault", "blocks_of", "faults_in", "written"]
