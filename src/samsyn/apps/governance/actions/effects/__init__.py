"""What a decision changes in the same moment: a register that every station's actions can be put into."""

from samsyn.apps.governance.actions.effects.register import Effect, Need, effect_of, effects, register_effect

__all__ = ["Effect", "Need", "effect_of", "effects", "register_effect"]
