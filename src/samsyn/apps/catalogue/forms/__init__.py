from samsyn.apps.catalogue.forms.definitions import CatalogueFilter, MeasureForm, TermForm
from samsyn.apps.catalogue.forms.ladders import LadderForm

__all__ = ["CatalogueFilter", "LadderForm", "MeasureForm", "TermForm"]
