from tandem.office.accounts.rules import Actor, can_manage


def can_change_business(user: Actor) -> bool:
    return can_manage(user)
