"""What import-linter cannot see: foreign keys, templates and names in strings point down the stair too."""

import re
from pathlib import Path

from django.apps import apps

from tests.architecture.stair import STEP, may_see

SOURCE = Path(__file__).parents[2] / "src" / "tandem"
URL_TAG = re.compile(r"{%\s*url\s+['\"]([a-z_]+):")
INCLUDE_TAG = re.compile(r"{%\s*(?:include|extends)\s+['\"]([a-z_]+)/")
STRING_LOOKUP = re.compile(r"get_model\(\s*['\"]([a-z_]+)['\".]")
# Namespaces of URLs that are not called by their package.
NAMESPACES = {"start": "config", "capture": "marketing"}


def ours(label: str) -> bool:
    return label in STEP


def test_foreign_keys_point_down_only() -> None:
    # given every relation between two of our packages
    relations = [
        (model._meta.app_label, field.related_model._meta.app_label, f"{model._meta.label}.{field.name}")
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is not None
    ]

    # then none points up or across
    wrong = [
        name for here, there, name in relations if ours(here) and ours(there) and not may_see(here, there)
    ]
    assert relations
    assert wrong == []


def test_templates_link_and_include_downwards_only() -> None:
    wrong = []
    for template in SOURCE.rglob("templates/**/*.html"):
        package = template.relative_to(SOURCE).parts[0]
        text = template.read_text()
        for name in [*URL_TAG.findall(text), *INCLUDE_TAG.findall(text)]:
            target = NAMESPACES.get(name, name)
            if ours(target) and not may_see(package, target):
                wrong.append(f"{template.relative_to(SOURCE)} → {target}")
    assert wrong == []


def test_models_looked_up_by_name_are_below() -> None:
    wrong = []
    for path in SOURCE.rglob("*.py"):
        package = path.relative_to(SOURCE).parts[0]
        wrong += [
            f"{path.relative_to(SOURCE)} → {name}"
            for name in STRING_LOOKUP.findall(path.read_text())
            if ours(name) and package in STEP and not may_see(package, name)
        ]
    assert wrong == []


def test_urls_reversed_in_code_are_below() -> None:
    reversed_names = re.compile(r"(?:reverse|redirect|done)\([^)]*?['\"]([a-z_]+):[a-z_]+['\"]")
    wrong = []
    for path in SOURCE.rglob("*.py"):
        package = path.relative_to(SOURCE).parts[0]
        wrong += [
            f"{path.relative_to(SOURCE)} → {name}"
            for name in reversed_names.findall(path.read_text())
            if ours(NAMESPACES.get(name, name))
            and package in STEP
            and not may_see(package, NAMESPACES.get(name, name))
        ]
    assert wrong == []


def test_the_stair_here_is_the_stair_of_the_linter() -> None:
    # given the layers of import-linter, highest first
    text = (SOURCE.parents[1] / "pyproject.toml").read_text()
    layers = re.search(r"exhaustive = true\nlayers = \[(.*?)\]", text, re.DOTALL)
    assert layers is not None
    listed = [set(re.findall(r"[a-z]+", line)) for line in layers.group(1).splitlines() if line.strip()]

    # then both tell the same
    assert list(reversed(listed)) == _steps()


def _steps() -> list[set[str]]:
    count = max(STEP.values()) + 1
    return [{package for package, step in STEP.items() if step == number} for number in range(count)]
