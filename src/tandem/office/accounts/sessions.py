"""Where sessions are kept: in the database, each with whose it is, so that they can be listed and ended.

A session engine of Django's (SESSION_ENGINE): Django looks for the class `SessionStore` here.
"""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import CharField, QuerySet
from django.utils import timezone

from tandem.office.statements.kept import Given, kept

DEVICE = "device"
SIGNED_IN_AT = "signed_in_at"


@kept(key=CharField())
def sessions_with(key: Given) -> "QuerySet[Any]":
    # By its name: the models import this, and are not ready when this is read.
    return apps.get_model("office", "Session").objects.filter(session_key=key)


class SessionStore(DatabaseStore):
    def _get_session_from_db(self) -> Any:
        """Every request asks this first."""
        found = next(iter(sessions_with(key=self.session_key)), None)
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return None
        return found

    @classmethod
    def get_model_class(cls) -> Any:
        # By its name: the models import this, and are not ready when this is read.
        return apps.get_model("office", "Session")

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        kept: Any = super().create_model_instance(data)
        user_id = data.get(SESSION_KEY)
        kept.user_id = int(user_id) if user_id else None
        kept.device = data.get(DEVICE, "")
        since = data.get(SIGNED_IN_AT)
        kept.signed_in_at = datetime.fromisoformat(since) if since else None
        return kept
