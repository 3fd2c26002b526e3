"""What the customer of a quote is told: every sentence that their page, paper and mails ask gettext for."""

import ast
import gettext
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from django.template import Node
from django.template.loader import get_template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

SALES = Path(str(files("tandem.sales")))
PAGES = ("outside", "told", "public", "public_lines", "public_sums", "public_state", "public_yes")
MAILS = ("sent", "agreed", "answered", "ends")
TEMPLATES = (
    *(f"sales/quotes/{name}.html" for name in (*PAGES, "public_questions", "public_no")),
    *(f"sales/quotes/mail/{name}.{kind}" for name in MAILS for kind in ("txt", "html")),
)
# A whole file, or what stands in it under these names.
CODE: dict[str, tuple[str, ...]] = {
    "quotes/sheet.py": (),
    "quotes/public.py": (),
    "quotes/printing.py": (),
    "paper/numbers.py": (),
    "quotes/acting.py": ("greeting",),
    "quotes/mails.py": ("compose_sent", "compose_agreed", "compose_answer", "compose_reminder"),
    "quotes/words.py": ("WHY_NOT",),
}
# Of these the customer reads only why something was refused.
REFUSALS = {"quotes/answering.py": ("accept_quote", "decline_quote", "ask_question")}
GETTEXTS = frozenset({"_", "gettext", "pgettext"})


def sentences() -> set[str]:
    """As a catalogue keys them: with their context before them, where they have one."""
    return {*in_templates(), *in_code()}


def in_templates() -> Iterator[str]:
    for name in TEMPLATES:
        for node in nodes_of(get_template(name).template.nodelist):  # type: ignore[attr-defined]
            if isinstance(node, TranslateNode):
                yield str(node.filter_expression.var.literal)
            elif isinstance(node, BlockTranslateNode):
                assert not node.plural, "none so far: a plural wants its own line here"
                yield node.render_token_list(node.singular)[0]


def nodes_of(nodes: list[Node]) -> Iterator[Node]:
    """Each node of a template; included ones are listed above by themselves."""
    for node in nodes:
        yield node
        lists = [getattr(node, name, None) for name in node.child_nodelists]
        for below in [*lists, *(branch for _condition, branch in getattr(node, "conditions_nodelists", ()))]:
            if below is not None:
                yield from nodes_of(below)


def in_code() -> Iterator[str]:
    for path, names in CODE.items():
        for part in parts_of(path, names):
            yield from asked_in(part)
    for path, names in REFUSALS.items():
        for part in parts_of(path, names):
            for node in ast.walk(part):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id == "Refused"
                ):
                    yield from asked_in(node)


def parts_of(path: str, names: tuple[str, ...]) -> list[ast.AST]:
    tree = ast.parse((SALES / path).read_text())
    if not names:
        return [tree]
    found = [node for node in tree.body if names_of(node) & set(names)]
    assert len(found) == len(names), path
    return list(found)


def names_of(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.FunctionDef):
        return {node.name}
    if isinstance(node, ast.Assign):
        return {target.id for target in node.targets if isinstance(target, ast.Name)}
    return set()


def asked_in(part: ast.AST) -> Iterator[str]:
    for call in calls_in(part, GETTEXTS):
        said = [one.value for one in call.args if isinstance(one, ast.Constant)]
        if len(said) == len(call.args):
            yield "\x04".join(map(str, said))


def calls_in(part: ast.AST, names: frozenset[str]) -> Iterator[ast.Call]:
    for node in ast.walk(part):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def catalogue(language: str) -> gettext.GNUTranslations:
    """As it is used: compiled."""
    with (folder_of(language) / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def folder_of(language: str) -> Path:
    return SALES / "locale" / language / "LC_MESSAGES"


LINES = r'(?:".*"(?:\n|\Z))+'
ENTRY = re.compile(
    rf"^(?:msgctxt (?P<context>{LINES}))?msgid (?P<id>{LINES})msgstr (?P<said>{LINES})", re.MULTILINE
)
QUOTED = re.compile(r'^"(.*)"$', re.MULTILINE)


def source_of(language: str) -> dict[str, str]:
    """As it is written: the sentences of the `.po` without its head. There are no plurals yet."""
    found = {}
    for entry in ENTRY.finditer((folder_of(language) / "django.po").read_text()):
        key = whole(entry["id"])
        found[f"{whole(entry['context'])}\x04{key}" if entry["context"] else key] = whole(entry["said"])
    found.pop("")
    return found


def whole(quoted: str) -> str:
    return "".join(ast.literal_eval(f'"{part}"') for part in QUOTED.findall(quoted))
