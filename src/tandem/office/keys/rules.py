from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_manage
from tandem.office.keys.models import ApiKey


def may_revoke(by: Actor, key: ApiKey) -> bool:
    """One's own; an owner those of others too, as somebody may have left."""
    return can_manage(by) or (isinstance(by, User) and by.pk == key.user_id)
