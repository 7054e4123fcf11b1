"""Answers about groups, meetings, decisions and what became of them. Nothing here writes."""
