"""What may be shown of people in a table, and what earlier releases already told."""
