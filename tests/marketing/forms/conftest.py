from pathlib import Path

import pytest
from django.conf import LazySettings

from tandem.marketing.forms.actions import add_form
from tandem.marketing.forms.models import PublicForm
from tandem.office.accounts.models import User
from tandem.office.limits.actions import empty
from tests.handover.desks import NOW


@pytest.fixture(autouse=True)
def data(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    empty()
    return tmp_path


@pytest.fixture
def form(maya: User) -> PublicForm:
    return add_form(name="Ask for a visit", slug="visit", source="Website", medium="form", by=maya, at=NOW)
