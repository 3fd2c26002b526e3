"""No form answers with a sentence that Django brings along: the catalogue of `ui` has ours for each, and for
what allauth says on the pages of it that we have.
"""

import ast
import gettext
import importlib
import pkgutil
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import django
import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django import forms
from django.forms.forms import BaseForm
from django.utils import translation

import tandem

DJANGO = Path(django.__path__[0])
CATALOGUE = Path(str(files("tandem.ui"))) / "locale" / "en" / "LC_MESSAGES"
# What stands in these is said where a form is wrong.
SOURCES = (
    "forms/fields.py",
    "forms/models.py",
    "forms/formsets.py",
    "forms/utils.py",
    "core/validators.py",
    "contrib/auth/password_validation.py",
    "db/models/base.py",
    "db/models/fields/__init__.py",
    "db/models/constraints.py",
)
GETTEXTS = frozenset({"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"})
# Words of labels, and help that no page of ours shows.
NO_ERRORS = re.compile(r"\W*|and|Delete|Order|IPv4|IPv6|IPv4 or IPv6|Your password .*")
# What a column is for, as documentation of models says it.
DESCRIPTIONS = frozenset({"description", "_description"})
# What allauth says where nobody comes with us: it has no user names, phones, several addresses, codes by
# e-mail or joining by oneself; an address needs no proof.
ALLAUTH_UNREACHED = frozenset(
    {
        "cannot_remove_primary_email", "duplicate_email", "email_taken", "max_email_addresses", "phone_taken",
        "phone_password_mismatch", "unknown_phone", "unverified_primary_email", "username_blacklisted",
        "username_password_mismatch", "username_taken", "select_only_one", "same_as_current",
        "add_email_blocked", "unverified_email",
    }
)  # fmt: skip
BLAME = re.compile(r"\b(valid|invalid|must|incorrect|wrong|illegal|not allowed|error|field)\b", re.IGNORECASE)
FILLED_IN = re.compile(r"%\(\w+\)[sd]")


def stock() -> Iterator[str]:
    """The sentences of Django, each by its singular."""
    for name in SOURCES:
        for node in inside(ast.parse((DJANGO / name).read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXTS:
                sentence = ast.literal_eval(node.args[0])
                if not NO_ERRORS.fullmatch(sentence):
                    yield sentence


def inside(node: ast.AST) -> Iterator[ast.AST]:
    """Every node below, but for those of descriptions."""
    for child in ast.iter_child_nodes(node):
        targets = child.targets if isinstance(child, ast.Assign) else [child]
        if not {getattr(one, "id", getattr(one, "name", "")) for one in targets} & DESCRIPTIONS:
            yield child
            yield from inside(child)


def stock_of_allauth() -> dict[str, str]:
    """What its adapters say, by its name for it."""
    with translation.override(None):
        told = DefaultAccountAdapter.error_messages | DefaultMFAAdapter.error_messages
        return {name: str(sentence) for name, sentence in told.items()}


def said() -> dict[str, str]:
    """By Django's sentence, ours for several."""
    with (CATALOGUE / "django.mo").open("rb") as file:
        told = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {key if isinstance(key, str) else key[0]: words for key, words in told.items() if key}


def every_form() -> list[type[BaseForm]]:
    for module in pkgutil.walk_packages(tandem.__path__, "tandem."):
        if module.name.split(".")[-1] == "forms" or ".forms." in module.name:
            importlib.import_module(module.name)
    found, waiting = [], [BaseForm]
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        found += [form for form in below if form.__module__.startswith("tandem.")]
    return found


def messages_of(field: forms.Field) -> Iterator[object]:
    yield from field.error_messages.values()
    for check in field.validators:
        yield getattr(check, "message", "")
    for inner in getattr(field, "fields", ()):
        yield from messages_of(inner)


def test_every_sentence_of_django_has_ours() -> None:
    assert set(stock()) - set(said()) == set()


def test_every_sentence_of_allauth_that_our_pages_reach_has_ours() -> None:
    told = stock_of_allauth()
    assert ALLAUTH_UNREACHED - set(told) == set()
    assert {name for name, sentence in told.items() if sentence not in said()} == ALLAUTH_UNREACHED


def test_ours_are_plain_and_blame_nobody() -> None:
    assert [words for words in said().values() if BLAME.search(FILLED_IN.sub("", words))] == []


def test_no_form_of_the_house_answers_with_a_stock_sentence() -> None:
    stocked, found = set(stock()), every_form()
    assert len(found) > 100
    for form in found:
        for name, field in form.base_fields.items():
            with translation.override("en-gb"):
                told = {str(message) for message in messages_of(field)}
            assert told & stocked == set(), (form, name)


@pytest.mark.parametrize("language", ["en-gb", "en"])
def test_what_is_wrong_is_said_in_our_words(language: str) -> None:
    fields = {
        "name": (forms.CharField(max_length=3), "", "This is still missing."),
        "long": (forms.CharField(max_length=3), "four", "This has 4 letters, and 3 fit: shorten it."),
        "day": (forms.DateField(), "soon", "We can’t read that date. Try 2026-12-18."),
        "count": (forms.IntegerField(max_value=9), "10", "This can be 9 at most."),
        "email": (forms.EmailField(), "me", "We can’t read that e-mail address. Try name@example.com."),
        "kind": (forms.ChoiceField(choices=[("a", "A")]), "b", "That is not one of these, or not any more."),
    }
    asked = type("Asked", (forms.Form,), {name: field for name, (field, _typed, _said) in fields.items()})
    with translation.override(language):
        errors = asked({name: typed for name, (_field, typed, _said) in fields.items()}).errors
        for name, (_field, _typed, sentence) in fields.items():
            assert errors[name][0].startswith(sentence)


ENTRY = re.compile(r'^msgid "(.+)"\n(?:msgid_plural ".+"\n)?msgstr(?:\[0\])? "(.+)"$', re.MULTILINE)


def test_what_is_compiled_is_what_is_written() -> None:
    written = ENTRY.findall((CATALOGUE / "django.po").read_text())
    with (CATALOGUE / "django.mo").open("rb") as file:
        told = gettext.GNUTranslations(file)
    assert len(written) == len(said())
    for key, words in written:
        sentence = ast.literal_eval(f'"{key}"')
        assert ast.literal_eval(f'"{words}"') in (told.gettext(sentence), told.ngettext(sentence, "", 1))
