from django.http import HttpRequest, HttpResponseBase

from tandem.together.two_jobs.glossary import GLOSSARY
from tandem.together.two_jobs.words import JOBS, SHARED
from tandem.ui.pages import page


def two_jobs(request: HttpRequest) -> HttpResponseBase:
    """What each desk is there for, side by side, and the words of the program. No query of its own."""
    context = {"jobs": JOBS, "shared": SHARED, "glossary": GLOSSARY}
    return page(request, "together/two_jobs/two_jobs.html", context)
