"""What was promised by the week is promised by the month, also what waits beside the sample."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.handover.desks import NOW, a_business

pytestmark = pytest.mark.django_db
migration = import_module("tandem.handover.migrations.0004_two_names")


def test_weeks_become_months_and_back() -> None:
    # given promises of 1, 2, 3 and 30 a week, one of none, and first steps kept aside
    loader = MigrationLoader(connection, replace_migrations=False)
    apps = loader.project_state(("handover", "0004_two_names")).apps
    agreements = apps.get_model("handover", "Agreement").objects
    promised = [1, 2, 3, 30, None]
    for number, weekly in enumerate(promised, start=1):
        agreements.create(number=number, agreed_at=NOW, enquiries_a_month=weekly)
    business = a_business(kept_aside={"agreement": {"enquiries_a_week": 7, "pass_within_hours": 2}})

    # when they are turned into months
    editor = connection.schema_editor()
    migration.weeks_become_months(apps, editor)

    # then a month has four weeks and a third
    found = agreements.order_by("number").values_list("enquiries_a_month", flat=True)
    assert list(found) == [4, 9, 13, 130, None]
    business.refresh_from_db()
    assert business.kept_aside == {"agreement": {"enquiries_a_month": 30, "pass_within_hours": 2}}

    # and back again
    migration.months_become_weeks(apps, editor)
    assert list(found.all()) == promised
    business.refresh_from_db()
    assert business.kept_aside == {"agreement": {"enquiries_a_week": 7, "pass_within_hours": 2}}
