from django.http import HttpRequest, HttpResponse

from tandem.office.search.queries import LONGEST_QUESTION, find
from tandem.office.search.words import by_place
from tandem.ui.pages import page, wants_part

IN_THE_BAR = 8
ON_THE_PAGE = 40


def search(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUESTION]
    limit = IN_THE_BAR if wants_part(request) else ON_THE_PAGE
    context = {"search_words": words, "places": by_place(find(words, limit))}
    return page(request, "office/search/search.html", context, partial="results")
