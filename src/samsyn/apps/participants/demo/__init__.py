"""Invented people for the demonstration: SamFi's two parts with their published margins, and a project going on."""
