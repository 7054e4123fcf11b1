"""Everything there is can be indexed, nobody finds what they may not see, and nothing about participants is there."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from samsyn.apps.knowledge.models import SearchDocument, SearchIndex
from samsyn.apps.knowledge.queries.searching import Sight
from samsyn.web import registry
from tests.access.doors import WHO
from tests.access.world import build

pytestmark = pytest.mark.django_db
# Every kind that the world of the doors has a row of.
KINDS = {
    "account", "application", "call", "cluster", "goal", "judgement", "measure", "organisation", "project",
    "publication", "recommendation", "report", "term",
}  # fmt: skip


def test_everything_is_indexed_and_seen_exactly_as_the_stations_say(record_property):
    made = build()
    call_command("index", verbosity=0)
    documents = list(SearchDocument.objects.values_list("number", "kind", "key"))
    assert {kind for _number, kind, _key in documents} >= KINDS
    assert all(document.href.startswith("/") for document in SearchDocument.objects.all())
    tried = through = 0
    for who in (name for name, role in WHO.items() if role is not None):
        user = getattr(made.people, who)
        plain = {
            (kind, key)
            for kind, documents_of in registry.documents().items()
            for key in documents_of.visible(user).values_list("pk", flat=True)
        }
        sight = Sight(user)
        seen = sight.among({kind: [n for n, of, _key in documents if of == kind] for kind in registry.documents()})
        assert seen == sight.everything(registry.documents()), who
        through += len(seen - {number for number, kind, key in documents if (kind, key) in plain})
        assert seen == {number for number, kind, key in documents if (kind, key) in plain}, who
        tried += len(documents)
    record_property("documents_of_others_tried", tried)
    record_property("documents_of_others_through", through)


def test_no_document_comes_from_the_station_for_people():
    models = {model for documents in registry.documents().values() for model in documents.follows}
    assert {model._meta.app_label for model in models}.isdisjoint({"participants", "audit"})


def test_the_command_says_how_many_and_may_be_run_again(project):
    said = StringIO()
    call_command("index", stdout=said)
    call_command("index", stdout=said)
    count = SearchDocument.objects.count()
    assert said.getvalue() == f"Sökningen hittar nu {count} saker.\n" * 2
    assert SearchIndex.objects.get().version == 2
    call_command("index", if_needed=True, stdout=said)
    assert SearchIndex.objects.get().version == 2
    SearchIndex.objects.update(fingerprint="andra ordlistor")
    call_command("index", if_needed=True, stdout=said)
    assert SearchIndex.objects.get().version == 3
