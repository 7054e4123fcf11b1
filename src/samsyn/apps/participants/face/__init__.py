"""What the station shows on shared pages: each part registers its own."""

from samsyn.apps.participants.face import deliveries, follow_up, groups, imports, people, rights


def register() -> None:
    for part in (people, groups, follow_up, imports, rights, deliveries):
        part.register()
