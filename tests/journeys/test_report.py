"""The report of `tandem analyse`, opened from a folder: no barrier, nothing sideways, nothing asked for."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tandem.exchange.analyse.report.page import html_of
from tests.exchange.analyse.report.making import hostile_answer, made
from tests.journeys.test_axe import barriers
from tests.together import answers

pytestmark = [pytest.mark.browser, pytest.mark.axe]
PHONE = [(390, "light")]
LOOKS = {"whole": [(1280, "light"), (1280, "dark"), *PHONE], "hostile": PHONE, "not enough": PHONE}


@pytest.mark.parametrize("kind", list(LOOKS))
def test_the_report_opens_anywhere(kind: str, browser: Browser, tmp_path: Path) -> None:
    answer = {
        "whole": answers.an_answer,
        "hostile": hostile_answer,
        "not enough": answers.not_enough,
    }[kind]()
    file = tmp_path / "report.html"
    file.write_text(html_of(made(answer)), "utf-8")

    for width, scheme in LOOKS[kind]:
        # axe comes in from outside; the file's own policy lets no script in
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True, offline=True
        )
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(file.as_uri())

        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert asked == [file.as_uri()]
        context.close()
