from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import can_manage
from tandem.office.changes.forms import refusals_on, version_of
from tandem.office.languages.words import LANGUAGES
from tandem.sales.paper import queries
from tandem.sales.paper.actions import set_paper, set_words
from tandem.sales.paper.forms import PaperForm, WordsForm, paper_typed, words_typed
from tandem.sales.paper.models import OurPaper, PaperWords
from tandem.sales.paper.words import tax_name_in
from tandem.ui.pages import done, page
from tandem.ui.slots import Item


def our_paper(request: HttpRequest) -> HttpResponseBase:
    row = queries.our_paper()
    form = PaperForm(request.POST or None, request.FILES or None, initial=paper_typed(row))
    if form.is_valid():
        with refusals_on(form):
            paper = set_paper(
                expected_version=version_of(request),
                logo=form.cleaned_data["logo"],
                without_logo=form.cleaned_data["without_logo"],
                by=request.user,
                at=timezone.now(),
                **form.columns,
            )
            return done(request, "sales:paper", said_of(paper, form.initial["language"]))
    context = {"form": form, "paper": row, "others": queries.other_languages(row)}
    return page(request, "sales/paper/paper.html", context, status=422 if form.is_bound else 200)


def said_of(paper: OurPaper, was: str) -> str:
    """That it is kept, and which texts came along from the language that was usual before."""
    left = queries.left_in(paper, was) if paper.language != was else []
    if not left:
        return _("Saved. The next quote looks like this.")
    said = {"language": LANGUAGES[paper.language], "texts": ", ".join(left)}
    return _("Saved. Not written in %(language)s yet: %(texts)s.") % said


def words(request: HttpRequest, language: str) -> HttpResponseBase:
    """What our documents say of their own in one more language."""
    paper = queries.our_paper()
    if language not in LANGUAGES or language == queries.language_of_paper(paper):
        raise Http404
    row = PaperWords.objects.filter(language=language).first() or PaperWords(language=language)
    form = WordsForm(request.POST or None, initial=words_typed(row))
    if form.is_valid():
        with refusals_on(form):
            set_words(
                language=language,
                expected_version=version_of(request),
                by=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
            return done(request, "sales:paper", _("Saved. The next quote in this language says so."))
    context = {
        "form": form,
        "words": row,
        "paper": paper,
        "name": LANGUAGES[language],
        "tax_name": tax_name_in(language, paper.tax_name),
    }
    return page(request, "sales/paper/words.html", context, status=422 if form.is_bound else 200)


def logo(request: HttpRequest) -> HttpResponse:
    found = queries.logo_of(queries.our_paper().logo_id)
    if found is None:
        raise Http404
    response = HttpResponse(found.content, content_type=found.kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def settings_item(request: HttpRequest | None, **context: object) -> list[Item]:
    """What the settings page shows of it, for those who set it."""
    if not can_manage(getattr(request, "user", None)):
        return []
    return [
        Item(
            title=_("Our paper"),
            url=reverse("sales:paper"),
            why=_("Letterhead, colour and words of quotes; how long they are good for; reminders"),
            icon="file-text",
        )
    ]
