"""The mails about a quote. Their words and the PDF are found when they leave, if they still do."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.money.amount import Amount
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import the_business
from tandem.office.mail.actions import send_composed
from tandem.office.mail.composing import Composed, Made, register_composer, written
from tandem.office.outbox.words import Later, Withdrawn
from tandem.office.users.queries import address
from tandem.sales.paper.numbers import exact, written_moment
from tandem.sales.quotes.links import link_of
from tandem.sales.quotes.models import Acceptance, Quote, QuoteQuestion, QuoteVersion
from tandem.sales.quotes.rules import plain_words, stands
from tandem.sales.quotes.speaking import speaking
from tandem.sales.quotes.steps import seller_of

SENT, AGREED, ANSWERED, ENDS, NEWS = (
    f"sales.quote.{name}" for name in ("sent", "agreed", "answered", "ends", "news")
)
FOLDER = "sales/quotes/mail"
SAMPLE = Withdrawn("Nobody is mailed about the people of the sample business.")


def one_line(words: str) -> str:
    """For a subject: what was typed in a headline may hold anything."""
    return " ".join(plain_words(words).split())[:150]


def promise_quote(
    quote: Quote,
    version: QuoteVersion,
    *,
    to: str,
    message: str,
    token: str,
    by: Actor,
    at: datetime.datetime,
) -> None:
    """To the customer, with the link and the PDF."""
    send_composed(
        composer=SENT,
        about={"version": version.pk, "token": token, "message": message},
        to=to,
        to_name=one_line(str(quote.person)),
        subject=_("%(quote)s from %(business)s")
        % {"quote": quote, "business": one_line(str(the_business()))},
        effect_key=f"{SENT}:{version.pk}",
        at=at,
        from_name=one_line(str(the_business())),
        reply_to=by.email if isinstance(by, User) else "",
        automatic=False,
        forget_when_sent=True,
    )


def compose_sent(about: dict[str, Any], at: datetime.datetime) -> Composed | Later | Withdrawn:
    version = version_of(about)
    if version is None or not is_what_stands(version):
        return Withdrawn("It was taken back, answered, or another version was sent.")
    if the_business().is_sample:
        return SAMPLE
    context = around(version.quote, version) | {
        "message": about["message"],
        "link": link_of(about["token"]),
    }
    files = (paper_of(version),)
    with speaking(version.shown):
        subject = f"{version.quote}: {one_line(version.title)}"
        return written(f"{FOLDER}/sent", subject=subject, context=context, files=files)


def is_what_stands(version: QuoteVersion) -> bool:
    """It is with the customer, and says something: of somebody who was erased nothing is left to say."""
    return version.quote.standing_id == version.pk and bool(version.shown) and stands(version.quote)


def paper_of(version: QuoteVersion, acceptance: Acceptance | None = None) -> Made:
    # typst takes a while to import, and only what makes a document needs it.
    from tandem.sales.quotes.printing import pdf_of  # noqa: PLC0415

    said = acceptance.text if acceptance else version.shown
    return Made(f"{version.quote.name}.pdf", "application/pdf", pdf_of(said).file)


def version_of(about: dict[str, Any]) -> QuoteVersion | None:
    related = ("quote", "quote__person", "quote__opportunity", "quote__opportunity__owner", "sent_by")
    return QuoteVersion.objects.select_related(*related).filter(pk=about["version"]).first()


def around(quote: Quote, version: QuoteVersion) -> dict[str, Any]:
    return {
        "quote": quote,
        "version": version,
        "shown": version.shown,
        "business": the_business(),
        "seller": seller_of(quote),
    }


def promise_agreed(acceptance: Acceptance, *, to: str, token: str, at: datetime.datetime) -> None:
    """To the customer: what they agreed to, to keep."""
    quote = acceptance.version.quote
    seller = seller_of(quote)
    send_composed(
        composer=AGREED,
        about={"version": acceptance.version_id, "token": token},
        to=to,
        to_name=one_line(acceptance.name),
        subject=_("Agreed: %(quote)s") % {"quote": quote},
        effect_key=f"{AGREED}:{acceptance.version_id}",
        at=at,
        from_name=one_line(str(the_business())),
        reply_to=seller.email if seller else "",
        forget_when_sent=True,
    )


def compose_agreed(about: dict[str, Any], at: datetime.datetime) -> Composed | Later | Withdrawn:
    version = version_of(about)
    acceptance = Acceptance.objects.filter(version=version).first() if version else None
    if version is None or acceptance is None or not acceptance.text:
        return Withdrawn("What was agreed is not there any more.")
    if the_business().is_sample:
        return SAMPLE
    context = around(version.quote, version) | {
        "accepted": acceptance,
        "shown": acceptance.text,
        "link": link_of(about["token"]),
    }
    files = (paper_of(version, acceptance),)
    with speaking(acceptance.text):
        said = {"quote": version.quote, "title": one_line(version.title)}
        subject = _("Agreed: %(quote)s, %(title)s") % said
        context["agreed_at"] = written_moment(acceptance.at)
        return written(f"{FOLDER}/agreed", subject=subject, context=context, files=files)


def promise_answer(question: QuoteQuestion, *, to: str, token: str, by: Actor, at: datetime.datetime) -> None:
    send_composed(
        composer=ANSWERED,
        about={"question": question.pk, "token": token},
        to=to,
        to_name=one_line(str(question.quote.person)),
        subject=_("Your question about %(quote)s") % {"quote": question.quote},
        effect_key=f"{ANSWERED}:{question.pk}",
        at=at,
        from_name=one_line(str(the_business())),
        reply_to=by.email if isinstance(by, User) else "",
        automatic=False,
        forget_when_sent=True,
    )


def compose_answer(about: dict[str, Any], at: datetime.datetime) -> Composed | Later | Withdrawn:
    related = ("quote", "quote__person", "quote__standing", "quote__opportunity__owner")
    question = QuoteQuestion.objects.select_related(*related).filter(pk=about["question"]).first()
    if question is None or not question.answer:
        return Withdrawn("The answer is not there any more.")
    if question.quote.standing is None or not question.quote.standing.shown:
        return Withdrawn("The answer is not there any more.")
    if the_business().is_sample:
        return SAMPLE
    context = around(question.quote, question.quote.standing) | {
        "question": question,
        "link": link_of(about["token"]),
    }
    with speaking(question.quote.standing.shown):
        subject = _("Your question about %(quote)s") % {"quote": question.quote}
        return written(f"{FOLDER}/answered", subject=subject, context=context)


def promise_reminder(quote: Quote, version: QuoteVersion, *, token: str, at: datetime.datetime) -> None:
    """To the customer, once a version, before it ends."""
    send_composed(
        composer=ENDS,
        about={"version": version.pk, "token": token},
        to=version.sent_to,
        to_name=one_line(str(quote.person)),
        subject=_("%(quote)s ends soon") % {"quote": quote},
        effect_key=f"{ENDS}:{version.pk}",
        at=at,
        from_name=one_line(str(the_business())),
        forget_when_sent=True,
    )


def compose_reminder(about: dict[str, Any], at: datetime.datetime) -> Composed | Later | Withdrawn:
    version = version_of(about)
    if version is None or not is_what_stands(version):
        return Withdrawn("It was answered or taken back meanwhile.")
    if the_business().is_sample:
        return SAMPLE
    context = around(version.quote, version) | {"link": link_of(about["token"])}
    subject = f"{version.quote}: {version.shown['valid_words'].rstrip('.')}"
    with speaking(version.shown):
        return written(f"{FOLDER}/ends", subject=subject, context=context)


def promise_news(quote: Quote, what: str, *, key: str, row_id: int, at: datetime.datetime) -> None:
    """To the seller: they said yes, or no, or asked something."""
    seller = seller_of(quote)
    if seller is None:
        return
    send_composed(
        composer=NEWS,
        about={"quote": quote.pk, "what": what, "row": row_id},
        to=seller.email,
        to_name=one_line(str(seller)),
        subject=_("News about %(quote)s") % {"quote": quote},
        effect_key=f"{NEWS}:{key}",
        at=at,
    )


def compose_news(about: dict[str, Any], at: datetime.datetime) -> Composed | Later | Withdrawn:
    related = ("person", "opportunity", "opportunity__owner", "standing", "standing__sent_by")
    quote = Quote.objects.select_related(*related).filter(pk=about["quote"]).first()
    if quote is None or quote.standing is None or not quote.standing.shown:
        return Withdrawn("It is not there any more.")
    if the_business().is_sample:
        return SAMPLE
    name = {"quote": quote, "person": one_line(str(quote.person))}
    context = around(quote, quote.standing) | {
        "what": about["what"],
        "url": address(reverse("sales:quote", args=[quote.pk])),
    }
    if about["what"] == "accepted":
        accepted = Acceptance.objects.get(pk=about["row"])
        context |= {"accepted": accepted, "gross": exact(Amount(accepted.gross_minor, quote.currency))}
        subject = _("%(person)s accepted %(quote)s") % name
    elif about["what"] == "asked":
        context |= {"question": QuoteQuestion.objects.get(pk=about["row"])}
        subject = _("%(person)s has a question about %(quote)s") % name
    else:
        subject = _("%(person)s said no to %(quote)s") % name
    return written(f"{FOLDER}/news", subject=subject, context=context)


def register() -> None:
    for name, compose in (
        (SENT, compose_sent),
        (AGREED, compose_agreed),
        (ANSWERED, compose_answer),
        (ENDS, compose_reminder),
        (NEWS, compose_news),
    ):
        register_composer(name, compose)
