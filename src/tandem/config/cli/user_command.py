"""`tandem user create` and `tandem user link`: for scripts, and for who is locked out but has the machine."""

import argparse
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from tandem.config.cli import database
from tandem.config.cli.plain import Plain
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.changes.words import Refused
from tandem.office.users.actions import add_user, sign_in_link


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    create = verbs.add_parser("create", help="make a user")
    create.add_argument("--email", required=True)
    create.add_argument("--role", required=True, choices=Role.values)
    create.add_argument("--name", default="", help="how others see them; else the address up to the @")
    create.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    link = verbs.add_parser("link", help="print a link that signs a user in, once, within a day")
    link.add_argument("--email", required=True)


def run(options: argparse.Namespace) -> int:
    if options.verb == "create" and not database.exists():
        # A script may begin with the people; the owner's wizard comes with their first visit.
        database.make_empty()
    database.require()
    try:
        return create(options) if options.verb == "create" else link(options)
    except Refused as refused:
        raise Plain(refused.sentence) from refused
    except ValidationError as error:
        raise Plain(" ".join(error.messages)) from error


def create(options: argparse.Namespace) -> int:
    validate_email(options.email)
    name = options.name or options.email.partition("@")[0]
    password = sys.stdin.readline().rstrip("\r\n") if options.password_stdin else None
    if options.password_stdin:
        validate_password(password or "", User(email=options.email, name=name))
    user = add_user(
        email=options.email, name=name, role=options.role, password=password, by=None, at=timezone.now()
    )
    print(f"{user.email} is here now, with the role {options.role}.")
    return 0


def link(options: argparse.Namespace) -> int:
    user = User.objects.filter(email=options.email.strip().lower()).first()
    if user is None:
        raise Plain(f"Nobody here has the address {options.email}.")
    print(sign_in_link(user=user, at=timezone.now()))
    return 0
