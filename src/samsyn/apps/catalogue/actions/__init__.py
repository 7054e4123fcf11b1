"""What changes in the catalogue: shipped definitions are loaded, an organisation adds and revises its own."""

from samsyn.apps.catalogue.actions.own import add_measure, add_term, revise_measure, revise_term
from samsyn.apps.catalogue.actions.shipped import Loaded, ShippedDefinitionChanged, load_shipped

__all__ = [
    "Loaded",
    "ShippedDefinitionChanged",
    "add_measure",
    "add_term",
    "load_shipped",
    "revise_measure",
    "revise_term",
]
