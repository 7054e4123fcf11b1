"""What this part shows on pages that several stations or parts share."""


def register() -> None:
    """Called when Django starts."""
