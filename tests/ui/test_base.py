import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory

UI = Path(__file__).parents[2] / "src" / "tandem" / "ui"
ERRORS = ("400", "403", "403_csrf", "404", "409", "500", "503")
TEMPLATES = sorted(UI.glob("templates/**/*.html"))
STYLES = sorted(UI.glob("static/ui/css/*.css"))


def test_the_base_page_renders_with_nothing_at_all() -> None:
    html = render_to_string("ui/base.html")

    assert '<body data-desk="together">' in html
    assert "<nav" not in html
    assert "<form" not in html.split("<dialog")[0]


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_needs_no_request_and_says_what_to_do(name: str) -> None:
    html = render_to_string(f"{name}.html")

    assert html.count("<h1>") == 1
    assert re.search(r'<p class="lead">[A-Z][^<]{30,}\.</p>', html)


def test_an_error_page_says_the_sentence_that_it_is_given() -> None:
    assert "Ask Maya &amp; Joe." in render_to_string("403.html", {"sentence": "Ask Maya & Joe."})


def test_the_furniture_shows_places_search_hats_and_capture() -> None:
    furniture = {
        "navigation": [
            {
                "name": "Sales",
                "url": "/sales/",
                "icon": "handshake",
                "desk": "sales",
                "current": True,
                "count": 6,
            }
        ],
        "search_url": "/search/",
        "capture_url": "/c/",
        "hat_url": "/hat/",
        "hat": "sales",
        "sample": True,
        "sample_url": "/own/",
        "theme": "dark",
        "desk": "sales",
    }

    html = render_to_string("ui/base.html", furniture, RequestFactory().get("/sales/"))

    assert '<html lang="en-gb" data-theme="dark">' in html
    assert '<body data-desk="sales"' in html
    assert 'aria-current="page" data-go="s"' in html
    assert 'action="/search/" method="get"' in html
    assert html.count('name="once"') == 1
    assert 'name="csrfmiddlewaretoken"' in html
    assert 'value="sales" aria-pressed="true"' in html
    assert '<a class="sample" href="/own/">' in html
    assert html.count('href="/c/"') == 2


def test_every_linked_file_is_there() -> None:
    html = render_to_string("ui/base.html")

    files = re.findall(r'(?:href|src)="/static/([^"]+)"', html)
    own = [path.name for path in (*STYLES, *UI.glob("static/ui/js/*.js"))]
    assert [name for name in own if not any(file.endswith(f"/{name}") for file in files)] == []
    assert [file for file in files if finders.find(file) is None] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_a_style_or_an_event_in_it(path: Path) -> None:
    text = path.read_text()

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|<script>|javascript:", text)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_style_sheet_is_short_and_calls_nobody(path: Path) -> None:
    text = path.read_text()

    assert len(text.splitlines()) <= 250
    assert "http" not in text
    assert "@import" not in text
    assert text.count("{") == text.count("}")


@pytest.mark.parametrize("path", sorted(UI.glob("static/ui/js/*.js")), ids=lambda path: path.name)
def test_a_script_is_short_and_evaluates_nothing(path: Path) -> None:
    text = path.read_text()

    assert len(text.splitlines()) <= 150
    assert not re.search(r"\beval\(|innerHTML|new Function|\.style\b", text)
