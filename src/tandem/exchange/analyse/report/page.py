"""The report as one HTML file that opens anywhere: its styles in it, no script, nothing fetched."""

import re
from importlib.resources import files

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from tandem.exchange.analyse.report.contents import Report

# The house's own sheets, so that the report looks like the pages; then what is only its own.
SHEETS = (
    *(("tandem.ui", f"ui/css/{name}.css") for name in ("tokens", "page", "lists", "figures", "charts")),
    ("tandem.together", "together/together.css"),
)
TEMPLATE = "exchange/analyse/report.html"
OWN_SHEET = "exchange/analyse/report.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")


def html_of(report: Report) -> str:
    return render_to_string(TEMPLATE, {"report": report, "styles": styles()})


def styles() -> SafeString:
    """Written by us and by nobody else, so it goes in as it is."""
    sheets = [files(package).joinpath(f"static/{name}").read_text("utf-8") for package, name in SHEETS]
    # A sheet of paper is narrow, yet nobody holds it in one hand: it has the wide arrangement.
    house = "\n".join(sheets).replace("@media (max-width", "@media screen and (max-width")
    whole = f"{house}\n{render_to_string(OWN_SHEET)}"
    return mark_safe(_SPACE.sub(" ", _COMMENT.sub("", whole)).strip())  # noqa: S308
