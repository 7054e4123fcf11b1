"""What changes in the catalogue: shipped definitions are loaded, an organisation adds and revises its own."""

from samsyn.apps.catalogue.actions.ladders import add_ladder, revise_ladder
from samsyn.apps.catalogue.actions.own import add_measure, add_term, revise_measure, revise_term
from samsyn.apps.catalogue.actions.shipped import Loaded, ShippedDefinitionChanged, load_shipped

__all__ = [
    "Loaded",
    "ShippedDefinitionChanged",
    "add_ladder",
    "add_measure",
    "add_term",
    "load_shipped",
    "revise_ladder",
    "revise_measure",
    "revise_term",
]
