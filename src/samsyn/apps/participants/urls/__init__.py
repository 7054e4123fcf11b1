"""Every address of the station stands behind one door: `page_about_people` wraps each view."""

from django.urls import URLPattern

from samsyn.apps.participants.reading import page_about_people
from samsyn.apps.participants.urls import deliveries, follow_up, groups, imports, people, rights


def behind_the_door(pattern: URLPattern) -> URLPattern:
    """The same address, with its view run, drawn and traced behind the door."""
    return URLPattern(pattern.pattern, page_about_people(pattern.callback), pattern.default_args, pattern.name)


urlpatterns = [
    behind_the_door(pattern)
    for part in (people, groups, follow_up, imports, rights, deliveries)
    for pattern in part.urlpatterns
]
