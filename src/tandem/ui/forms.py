"""What a template must know of a form's field, and controls that more than one desk uses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Control:
    """One field, ready for the part: its kind decides the anatomy."""

    field: BoundField
    kind: str
    html: SafeString
    errors: list[str]
    hint_id: str
    error_id: str


def control(field: BoundField, *, hint: str = "", **attributes: str) -> Control:
    errors = [str(error) for error in field.errors]
    hint_id = f"{field.auto_id}_hint" if hint or field.help_text else ""
    error_id = f"{field.auto_id}_error" if errors else ""
    attrs: dict[str, str | bool] = {**attributes}
    if described := " ".join(filter(None, (hint_id, error_id))):
        attrs["aria-describedby"] = described
    if errors:
        attrs["aria-invalid"] = "true"
        attrs["autofocus"] = is_first_wrong(field)
    return Control(field, kind_of(field), field.as_widget(attrs=attrs), errors, hint_id, error_id)


def kind_of(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    if isinstance(widget, (forms.CheckboxSelectMultiple, forms.RadioSelect)):
        return "options"
    if isinstance(widget, forms.Select) and not widget.allow_multiple_selected:
        return "select"
    return "line"


def is_first_wrong(field: BoundField) -> bool:
    wrong = (name for name in field.form.fields if name in field.form.errors)
    return field.name == next(wrong, None)


class SuggestingInput(forms.TextInput):
    """A line of text; the browser offers what `known` gives, so that the same thing gets the same words."""

    def __init__(self, known: Callable[[], list[str]]) -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.known = known

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        list_id = f"{(attrs or {}).get('id', name)}-known"
        line = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        known = format_html_join("", '<option value="{}"></option>', ((words,) for words in self.known()))
        return format_html('{}<datalist id="{}">{}</datalist>', line, list_id, known)
