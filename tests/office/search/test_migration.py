"""What was written down with a curly apostrophe is found with either, also from before."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from tandem.office.search.models import SearchDocument
from tandem.office.search.queries import find
from tests.office.search.test_search import NOON

pytestmark = pytest.mark.django_db
migration = import_module("tandem.office.migrations.0010_one_apostrophe")


def test_documents_from_before_are_found_too() -> None:
    # given a row as it was folded before
    SearchDocument.objects.create(
        kind="test.person",
        row_id=1,
        title="Zoë O’Brien",
        url="/people/1/",
        at=NOON,
        folded_title="zoe o’brien",
        folded="zoe o’brien wouldn’t",
    )
    assert find("O'Brien") == []

    # when it is brought up to date
    migration.straighten(apps, SimpleNamespace(connection=connection))

    # then either apostrophe finds it, in the name and in the words
    for asked in ("O'Brien", "O’Brien", "wouldn't"):
        assert [found.title for found in find(asked)] == ["Zoë O’Brien"]
