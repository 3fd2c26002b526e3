"""Who may change a form, and what a form must have."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from tandem.marketing.forms.words import (
    LONGEST_CHOICE,
    LONGEST_CONSENT,
    LONGEST_LABEL,
    MOST_CHOICES,
    MOST_FIELDS,
    MUST_CHOOSE,
    REPEATABLE,
    FieldKind,
    FormField,
)
from tandem.office.accounts.rules import Actor, can_change_marketing
from tandem.office.changes.words import NotAllowed, Refused
from tandem.people.consent.words import Use

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def must_change_forms(by: Actor) -> None:
    if not can_change_marketing(by):
        raise NotAllowed


def must_be_an_address(slug: str) -> None:
    if not SLUG.fullmatch(slug) or len(slug) > 60:
        raise Refused(_("An address has small letters, digits and hyphens, such as “ask-us”."), field="slug")


def must_be_askable(fields: Sequence[FormField]) -> None:
    """A form that a stranger can fill in, and that leads to somebody who can be answered."""
    kinds = [field.kind for field in fields]
    if len(fields) > MOST_FIELDS:
        raise Refused(_("More than %(most)d fields: nobody fills that in.") % {"most": MOST_FIELDS})
    if not {FieldKind.EMAIL, FieldKind.PHONE} & set(kinds):
        raise Refused(_("Ask for an e-mail address or a phone number, or nobody can be answered."))
    for kind in set(kinds) - REPEATABLE:
        if kinds.count(kind) > 1:
            raise Refused(_("“%(kind)s” stands there twice.") % {"kind": FieldKind(kind).label})
    for field in fields:
        must_be_a_field(field)


def must_be_a_field(field: FormField) -> None:
    longest = LONGEST_CONSENT if field.kind == FieldKind.CONSENT else LONGEST_LABEL
    if not field.label or len(field.label) > longest:
        raise Refused(
            _("Each field needs its words, %(longest)d letters at most.") % {"longest": longest},
            field=field.id,
        )
    if field.kind in MUST_CHOOSE and len(field.choices) < 2:
        raise Refused(
            _("“%(label)s” needs two answers to choose from, each on its own line.") % {"label": field.label},
            field=field.id,
        )
    if len(field.choices) > MOST_CHOICES or any(len(one) > LONGEST_CHOICE for one in field.choices):
        told = {"most": MOST_CHOICES, "longest": LONGEST_CHOICE}
        raise Refused(_("At most %(most)d answers of %(longest)d letters each.") % told, field=field.id)
    if field.kind == FieldKind.CONSENT and field.use not in Use.values:
        raise Refused(_("Say what the tick allows."), field=field.id)
