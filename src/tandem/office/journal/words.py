"""What a journal line says. A verb is `package.idea.happened`; its package registers the sentence for it."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# The first part of a verb: where it happened.
AREAS = {
    "marketing": gettext_lazy("Marketing"),
    "handover": gettext_lazy("Handover"),
    "sales": gettext_lazy("Sales"),
    "people": gettext_lazy("People"),
    "offers": gettext_lazy("Offers"),
    "exchange": gettext_lazy("Bringing in and giving out"),
    "office": gettext_lazy("Settings and users"),
}
DESK_OF = {"marketing": "marketing", "sales": "sales", "handover": "handover", "people": "people"}
UNDONE = ".undone"

_sentences: dict[str, Any] = {}
_labels: dict[str, Any] = {}
_choices: dict[str, dict[str, Any]] = {}


def register_sentence(verb: str, sentence: Any) -> None:
    """A lazily translated sentence; `%(title)s` in it is the row's title at that time."""
    _sentences[verb] = sentence


def register_label(name: str, label: Any) -> None:
    """What a value in a line is called that is no column of its row."""
    _labels[name] = label


def register_choices(verb: str, choices: Iterable[tuple[str, Any]]) -> None:
    """What values of a verb's lines are called where they stand in no column of its row."""
    _choices[verb] = dict(choices)


def choices_of(verb: str) -> dict[str, Any]:
    return _choices.get(verb.removesuffix(UNDONE), {})


def label_of(name: str) -> str:
    return str(_labels.get(name, "")) or name.replace("_", " ").capitalize()


def sentence_of(verb: str, title: str) -> str:
    if verb.endswith(UNDONE) and verb not in _sentences:
        return _("Taken back: %(sentence)s") % {"sentence": sentence_of(verb.removesuffix(UNDONE), title)}
    if verb in _sentences:
        return str(_sentences[verb]) % {"title": title}
    happened = verb.split(".")[-1].replace("_", " ")
    return f"{title}: {happened}" if title else happened.capitalize()
