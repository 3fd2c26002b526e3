"""What a page holds, as a browser without scripts reads it: links, forms, files, code."""

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import urlsplit

FETCHED = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "object": "data"}
ADDRESSES = {"src", "href", "action", "formaction", "data", "poster", "srcset", "ping", "background"}
HIDDEN_FROM_PEOPLE = {"csrfmiddlewaretoken", "once", "version"}
Attributes = dict[str, str]


@dataclass(frozen=True)
class Field:
    """One control of a form, with what it would send."""

    name: str
    kind: str
    value: str = ""
    chosen: bool = True
    options: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Form:
    """A form as one of its buttons sends it."""

    action: str
    method: str
    fields: tuple[Field, ...]
    button: str = ""
    has_files: bool = False

    @property
    def where(self) -> str:
        return without_keys(self.action)

    @property
    def kind(self) -> str:
        """The same for the same form on another row."""
        names = sorted(
            {re.sub(r"\d+", "…", one.name) for one in self.fields if one.name not in HIDDEN_FROM_PEOPLE}
        )
        return f"{self.where} [{', '.join(names)}] {re.sub(r'[0-9]+', '…', self.button)}".strip()

    def values(self) -> dict[str, str | list[str]]:
        """Everything that a browser would send of the untouched form."""
        sent: dict[str, list[str]] = {}
        for one in self.fields:
            if one.chosen and one.kind != "file":
                sent.setdefault(one.name, []).append(one.value)
        return {name: values[0] if len(values) == 1 else values for name, values in sent.items()}


def without_keys(address: str) -> str:
    """An address without what is of one row only."""
    path = urlsplit(address).path
    return re.sub(r"(?<=/)(\d+|[A-Za-z0-9_-]{22,}|(?<=/sessions/)\w+)(?=/|$)", "…", path)


@dataclass
class Draft:
    action: str = ""
    method: str = "get"
    has_files: bool = False
    fields: list[Field] = field(default_factory=list)
    buttons: list[tuple[str, Attributes]] = field(default_factory=list)


class Page(HTMLParser):
    """Reads a page once; the properties tell what was found."""

    def __init__(self, address: str, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = urlsplit(address).path
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.pointed_at: list[tuple[str, str]] = []
        self.inline: list[str] = []
        self._drafts: dict[str, Draft] = {}
        self._open_form = ""
        self._select: Field | None = None
        self._form_of_control = ""
        self._text_of: str | None = None
        self._text: list[str] = []
        self.feed(html)
        self.close()

    @property
    def forms(self) -> list[Form]:
        return [form for draft in self._drafts.values() for form in self._finished(draft)]

    def forms_to(self, action: str) -> list[Form]:
        return [form for form in self.forms if form.method == "post" and form.action == action]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self._look_for_code(tag, given)
        self._look_for_addresses(tag, given)
        if tag == "form":
            self._begin_form(given)
        elif tag in ("input", "select", "textarea", "button"):
            self._control(tag, given)
        elif tag == "option" and self._select is not None:
            self._option(given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open_form = ""
        elif tag == "select" and self._select is not None:
            self._end_select()
        elif tag == self._text_of:
            self._end_text()

    def handle_data(self, data: str) -> None:
        if self._text_of:
            self._text.append(data)

    def _look_for_code(self, tag: str, given: Attributes) -> None:
        if tag == "style" or (tag == "script" and "src" not in given and "json" not in given.get("type", "")):
            self.inline.append(f"<{tag}>")
        self.inline += [
            f"{tag} {name}" for name in given if name == "style" or name.startswith(("on", "hx-on"))
        ]
        self.inline += [
            f"{tag} {value}" for value in given.values() if value.lower().startswith("javascript:")
        ]

    def _look_for_addresses(self, tag: str, given: Attributes) -> None:
        self.pointed_at += [
            (f"{tag} {name}", value)
            for name, value in given.items()
            if name in ADDRESSES or name in ("hx-get", "hx-post")
        ]
        if tag == "a" and "href" in given and "download" not in given:
            self.links.append(given["href"])
        if tag in FETCHED and given.get(FETCHED[tag]) and given.get("rel") != "canonical":
            self.fetched.append(given[FETCHED[tag]])

    def _begin_form(self, given: Attributes) -> None:
        self._open_form = given.get("id") or f"form {len(self._drafts)}"
        draft = self._drafts.setdefault(self._open_form, Draft())
        draft.action = given.get("action") or self.address
        draft.method = given.get("method", "get").lower()
        draft.has_files = given.get("enctype", "").startswith("multipart/")

    def _control(self, tag: str, given: Attributes) -> None:
        self._form_of_control = given.get("form") or self._open_form
        if not self._form_of_control or "disabled" in given:
            return
        draft = self._drafts.setdefault(self._form_of_control, Draft())
        kind = given.get("type", "text") if tag == "input" else tag
        if (tag == "button" and given.get("type", "submit") == "submit") or kind in ("submit", "image"):
            draft.buttons.append((given.get("formaction", ""), given))
        elif not given.get("name") or kind in ("button", "reset"):
            return
        elif tag == "select":
            self._select = Field(given["name"], "select", chosen=False, required="required" in given)
        elif tag == "textarea":
            self._text_of, self._text = "textarea", []
            draft.fields.append(Field(given["name"], "textarea", required="required" in given))
        else:
            chosen = kind not in ("checkbox", "radio") or "checked" in given
            value = given.get("value", "on" if kind in ("checkbox", "radio") else "")
            draft.fields.append(Field(given["name"], kind, value, chosen, required="required" in given))

    def _option(self, given: Attributes) -> None:
        assert self._select is not None
        value = given.get("value", "")
        options = (*self._select.options, value)
        # A browser sends the first option where none is marked.
        if "selected" in given or len(options) == 1:
            self._select = replace(self._select, value=value, chosen=True, options=options)
        else:
            self._select = replace(self._select, options=options)

    def _end_select(self) -> None:
        if self._select is not None:
            self._drafts[self._form_of_control].fields.append(self._select)
        self._select = None

    def _end_text(self) -> None:
        fields = self._drafts[self._form_of_control].fields
        fields[-1] = replace(fields[-1], value="".join(self._text).removeprefix("\n"))
        self._text_of = None

    def _finished(self, draft: Draft) -> list[Form]:
        made = []
        # Without a button a form can still be sent by Enter, from a field.
        typed = any(one.kind not in ("hidden", "checkbox", "radio") for one in draft.fields)
        for formaction, button in draft.buttons or ([("", {})] if typed else []):
            named = button.get("name", "")
            fields = draft.fields + ([Field(named, "button", button.get("value", ""))] if named else [])
            value = button.get("value", "")
            # A value without letters names a row.
            shown = f"{named}={value}" if re.search(r"[a-z]", value) else named
            made.append(
                Form(
                    formaction or draft.action, draft.method, tuple(fields), shown, has_files=draft.has_files
                )
            )
        return made
