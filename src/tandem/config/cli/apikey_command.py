"""`tandem apikey create`: a key for another program, printed this once."""

import argparse

from django.utils import timezone

from tandem.config.cli import database
from tandem.config.cli.plain import Plain
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.changes.words import Refused
from tandem.office.keys.actions import make_key
from tandem.office.keys.words import Scope


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    create = verbs.add_parser("create", help="make a key and print it, this once")
    create.add_argument("--name", required=True, help="the program that will use it")
    create.add_argument(
        "--scope", required=True, choices=Scope.values, help="enquiries: only hands them in, reads nothing"
    )
    create.add_argument("--email", default="", help="whose key it is; else that of the first owner")


def run(options: argparse.Namespace) -> int:
    database.require()
    try:
        _key, token = make_key(
            name=options.name, scope=options.scope, user=whose(options.email), by=None, at=timezone.now()
        )
    except Refused as refused:
        raise Plain(refused.sentence) from refused
    print(token)
    return 0


def whose(email: str) -> User:
    if not email:
        owner = User.objects.filter(role=Role.OWNER, is_active=True).order_by("pk").first()
        if owner is None:
            raise Plain("Nobody owns this Tandem yet. Make an owner first, or name a user with --email.")
        return owner
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise Plain(f"Nobody here has the address {email}.")
    return user
