from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tandem.sales.needs.queries import known_needs
from tandem.sales.needs.words import LONGEST_NEED


class NeedInput(forms.TextInput):
    """A line of text; the browser offers what was noted before, so that the same need gets the same words."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        list_id = f"{(attrs or {}).get('id', name)}-known"
        line = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        known = format_html_join("", '<option value="{}"></option>', ((words,) for words in known_needs()))
        return format_html('{}<datalist id="{}">{}</datalist>', line, list_id, known)


class NeedField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("What did they want that we do not offer?"),
            help_text=_("A few words. Marketing sees how often it is asked for."),
            required=False,
            max_length=LONGEST_NEED,
            widget=NeedInput(attrs={"autocomplete": "off"}),
            **kwargs,
        )
