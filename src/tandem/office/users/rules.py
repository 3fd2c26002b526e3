from tandem.office.accounts.rules import Actor, can_manage


def can_manage_users(user: Actor) -> bool:
    return can_manage(user)
