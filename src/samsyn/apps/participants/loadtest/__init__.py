"""A whole country's ten years of invented people, to try the node under. Never beside real people."""
