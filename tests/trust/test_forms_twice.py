"""Every POST form that links lead to, sent twice at once: one effect, and one place to go on.

Two houses stand on copies of the same rows. In one each form is sent once, in the other twice at the same
instant with the same one-time key; after each form every table must have as many rows here as there.
"""

import datetime
import re
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from PIL import Image

from tandem.config.permissions import PERMISSIONS
from tests.sales.paper.pictures import a_logo
from tests.trust.crawl import crawl, is_page
from tests.trust.grounds import Ground
from tests.trust.pages import Field, Form
from tests.trust.small_business import accepted, passed, signed_in
from tests.trust.visitor import Answer, Visitor

BOTH = ["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.long])]
pytestmark = pytest.mark.parametrize("settled", BOTH, indirect=True)
LEFT_OUT = {
    "/account/logout/": "signs out",
    "/account/password/change/": "allauth’s own form: the second time the old password is wrong",
    "/account/password/reset/": "allauth’s own form: asking for two mails is no harm",
    "/account/reauthenticate/": "allauth’s own form: changes nothing",
    "/marketing/capture/card/": "shows what is on a card and changes nothing: tests/marketing/cards",
    "/handover/agreement/next/with/": "a sentence more or less, changes nothing: tests/handover/agreeing",
    "/office/users/…/switch/": "switches the user off",
    "/office/profile/sessions/": "signs other devices out",
    "/office/profile/sessions/…/": "signs a device out, and its address differs between the two houses",
}
# Sent before all others: they stand only while nothing is where they take away.
FIRST = "/sales/stages/…/remove/ []"
# Sent after all others, as they close or put away what others are about.
LAST = (
    "/together/hats/forget/",
    "/sales/stages/…/remove/",
    "/marketing/forms/…/switch/",
    "/marketing/places/…/put-away/",
    "/marketing/links/…/put-away/",
    "/sales/needs/…/remove/",
    "/sales/offers/…/retire/",
    "/sales/offers/lists/…/switch/",
    "/sales/offers/needs/…/switch/",
)
GRAVEST = {"handover:accept", "sales:win", "marketing:capture", "handover:agreement_edit"}
# Pages that a walk of two of a kind may miss, as tests/trust/small_business.py makes them.
LANDMARKS = [
    "/marketing/enquiries/3/",  # set aside
    "/handover/15/",  # asked again, while sales talks with her
    "/sales/opportunities/4/done/",  # has a next step
    "/sales/opportunities/4/rang/",  # without scripts it is linked where there is a number
    "/people/1/rang/",
    "/sales/opportunities/5/",  # won
    "/marketing/campaigns/2/",  # a fair that is over
    "/marketing/campaigns/2/debrief/",
    "/marketing/campaigns/2/follow-ups/",
    "/marketing/places/1/",
    "/marketing/links/1/",
    "/people/6/merge/7/",
    "/people/8/merge/9/",
    # The first one that waits is accepted; these are given to another and declined.
    "/handover/8/",
    "/handover/9/decline/",
    "/sales/opportunities/3/",
    "/sales/opportunities/3/met/",  # an offer was picked
    "/sales/opportunities/3/offers/",  # and another may be
    "/sales/opportunities/3/needs/",
    "/sales/needs/1/",
    "/sales/ready/1/",
    "/sales/offers/1/",  # has a price to come
    "/sales/offers/2/",  # retired
    "/sales/offers/3/",  # a bundle with a part
    "/sales/offers/needs/",
    "/sales/offers/tax/",  # has a rate to come
]
# Forms that stand there only after another was sent.
IMPORT = "/exchange/imports/1/"
SECOND_LOOK = ["/sales/feed/", f"{IMPORT}columns/", f"{IMPORT}values/", f"{IMPORT}matching/"]
NOT_LINKED = {
    "offers:tax_begin": "only before a rate is there: tests/offers/shelf",
    "offers:needs_begin": "only before a need is there: tests/offers/shelf",
    "together:hours_right": "only where a hat was forgotten: tests/together/hats",
    "together:hours_guessed": "only where something was noted with its minutes: tests/together/hats",
    "marketing:enquiry_join": "only where somebody asked twice in a day: tests/marketing/enquiries",
    "handover:agreement_alone": "only while no name stands under anything: tests/handover/agreeing",
    "handover:spoken": "only once enough people bought again: tests/handover/again",
    "handover:proposal_agree": "only where a change waits: tests/handover/agreeing",
    "handover:proposal_send_back": "only where a change waits: tests/handover/agreeing",
    "handover:proposal_withdraw": "only where a change waits: tests/handover/agreeing",
    "sales:quote_list": "a button of the editor leads there, no link: tests/sales/terms",
    "sales:enter": "only before a stage that asks for something: tests/sales/checks",
    "sales:merge": "only where somebody has two opportunities: tests/sales/merging",
    "sales:competitor": "only where a loss named somebody: tests/sales/competitors",
    "sales:competitor_same": "only where losses named two: tests/sales/competitors",
    "people:keep_letter": "asked for by a script while somebody writes: tests/people/writing",
    "sales:pipeline_move": "only where there are several: tests/sales/arranging",
    "sales:pipeline_default": "only where there are several: tests/sales/arranging",
    "sales:pipeline_retire": "only where there are several: tests/sales/arranging",
    "sales:pipeline_back": "only where one was retired: tests/sales/arranging",
    "capture:sign_in": "asked for by a script, which gets a key once: tests/marketing/capture",
    "capture:send": "from a phone, by its own key: tests/marketing/capture",
    "capture:sign_out": "from a phone, by its own key: tests/marketing/capture",
    "capture:forget": "only where a phone is signed in: tests/marketing/capture",
    "account_login": "signs in; allauth’s own form",
    "account_reset_password_done": "a page without a form",
    "account_reset_password_from_key": "from a mail; allauth’s own form",
    "account_reset_password_from_key_done": "a page without a form",
    "account_set_password": "only who has none; allauth’s own form",
    "mfa_authenticate": "at sign-in; allauth’s own form",
    "mfa_reauthenticate": "at sign-in; allauth’s own form",
    "mfa_reauthenticate_webauthn": "at sign-in; allauth’s own form",
    "office:passkey_sign_in": "at sign-in, by a script, with what is signed once: tests/office/passkeys",
    "office:passkey_sign_in_options": "asked for by a script: tests/office/passkeys",
    "office:passkey_options": "asked for by a script: tests/office/passkeys",
    "office:passkey_add": "behind the password once more: tests/office/passkeys",
    "office:passkey": "only where a passkey was added: tests/office/passkeys",
    "office:passkey_remove": "only where a passkey was added: tests/office/passkeys",
    "mfa_activate_totp": "behind the password once more; allauth’s own form",
    "mfa_deactivate_totp": "behind the password once more; allauth’s own form",
    "mfa_generate_recovery_codes": "behind the password once more; allauth’s own form",
    "start:sample": "only before anybody is known: tests/config/first_run",
    "exchange:import_begin": "its rows are written in the background: tests/exchange/imports",
    "exchange:import_undo": "its rows are taken out in the background: tests/exchange/imports",
    "office:send_again": "only where a mail hangs in between: tests/office/outbox",
    "office:leave_unsent": "only where a mail hangs in between: tests/office/outbox",
    "office:message_leave": "only where mail came: tests/office/mailboxes",
    "marketing:mail_enquiry": "only where mail came: tests/marketing/mail_door",
    "people:put_letter": "only where mail came: tests/people/letters",
    "people:entry": "only where something was noted by hand: tests/people/person_page",
    "people:take_back": "only where something was noted by hand: tests/people/person_page",
    "people:settled": "only where they wrote: tests/people/unanswered",
    "people:write": "refused as the walk fills it in; sent twice at once: tests/people/writing",
    "people:letter": "only where a draft was begun: tests/people/writing",
    "people:discard_letter": "only where a draft was begun: tests/people/writing",
    "people:take_file_out": "only where a draft was begun: tests/people/writing",
    "people:write_again": "only where a letter did not arrive: tests/people/writing",
    "people:leave_letter": "only where a letter did not arrive: tests/people/writing",
    "people:add_wording": "only where the letters were made one’s own: tests/people/wordings",
    "people:wording": "only where the letters were made one’s own: tests/people/wordings",
    "people:remove_wording": "only where the letters were made one’s own: tests/people/wordings",
    "sales:plan_follow_up": "only where somebody named a day: tests/sales/talks",
    "sales:put_off": "only where a step is due: tests/sales/steps",
    "office:link": "works once by its token: tests/office/users",
    "office:join": "works once by its token: tests/office/users",
    "office:revoke_key": "only where a key was made: tests/office/keys",
    "exchange:webhook": "only where a program is told: tests/exchange/webhooks",
    "exchange:webhook_secret": "only where a program is told: tests/exchange/webhooks",
    "exchange:webhook_switch": "only where a program is told: tests/exchange/webhooks",
    "exchange:webhook_try": "only where a program is told: tests/exchange/webhooks",
    "exchange:webhook_remove": "only where a program is told: tests/exchange/webhooks",
    "exchange:delivery_again": "only where nobody answered: tests/exchange/webhooks",
    "marketing:care_end_peace": "only where somebody is left in peace: tests/marketing/care",
    "marketing:campaign_hush": "only beside a sales goal: tests/marketing/coach",
    "marketing:debrief_hush": "only beside a sales goal: tests/marketing/coach",
    "marketing:pile_put": "only where something of last month is to be sorted: tests/marketing/piles",
    "marketing:pile_take_out": "only where a line was sorted: tests/marketing/piles",
    "sales:guide_line": "only where a line was written: tests/sales/playbook",
    "sales:guide_line_move": "only where two lines were written: tests/sales/playbook",
    "sales:guide_line_put_away": "only where a line was written: tests/sales/playbook",
    "sales:asked": "only where a question was written: tests/sales/helping",
    "sales:said": "only where an answer was written: tests/sales/helping",
    "sales:said_mark": "only where an answer was given: tests/sales/helping",
    "sales:practised": "only where an answer was written: tests/sales/practice",
    **{
        f"sales:quote_{verb}": "only where a quote was begun: tests/sales/quotes"
        for verb in ("save", "preview", "send", "withdraw", "anew", "drop", "yes", "link", "answer")
    },
    **{
        f"document:{verb}": "works by its link, without a key of the form: tests/sales/quotes"
        for verb in ("quote", "question", "decline")
    },
    "start:begin": "works once by its token: tests/config/first_run",
    "start:own": "only in the sample, which it ends: tests/config/first_run",
}
# What is answered with a link or a file is answered so once: the second answer goes back to the page.
SHOWN_ONCE = {
    "/office/mailboxes/…/try/",
    "/office/keys/",
    "/sales/feed/",
    "/exchange/webhooks/",
    "/office/users/",
    "/office/users/invitations/…/link/",
    "/start/invite/",
    "/people/…/export/",
}
# What the worker writes behind the pages, in its own time.
BEHIND = ("django_tasks", "office_clock", "office_outbox", "django_session", "sqlite_")
# But for answers, which a look at a page asks for.
STILL_AT_WORK = (
    "SELECT COUNT(*) FROM office_job WHERE state IN ('waiting', 'running') AND kind <> 'together.evidence'"
)
TYPED = {
    "amount": "1,140",
    "name": "Una Field",
    "title": "Two wing chairs",
    "who": "Una Field 020 7946 0199",
    "email": "una@example.org",
    "address": "mail@example.org",
    "host": "127.0.0.1",
    "interest": "Wing chairs",
    "about": "Two children, one dog",
    "words": "Said it twice, meant it once",
    "wording": "May we send the newsletter?",
    "source": "On the phone",
    "day": str(datetime.date.today() + datetime.timedelta(days=10)),  # noqa: DTZ011 a day to come, anywhere
    "ends_on": "2027-12-24",
    "target": "https://wren.example/sofas",
    "talked": "25",
    "price": "155",
    "cost": "62",
    "percent": "12.5",
    "days": "14",
    "what": "Send the samples",
}
# A public form wants one way to answer, whichever.
ON_PUBLIC_FORMS = {"email": "una@example.org"}
# Where a name means something else.
TYPED_AT = {
    ("/exchange/webhooks/", "address"): "https://93.184.215.14/hook",
    ("/exchange/webhooks/", "facts"): "enquiry.heard",
    ("/together/hats/add/", "since"): "00:00",
    ("/together/hats/add/", "until"): "00:01",
    ("/together/hats/…/split/", "cut"): "09:30",
    ("/together/hats/forget/", "sure"): "yes",
}
# What is proposed must differ from what holds.
TYPED_WITH = {"how=propose": {"capacity_a_week": "7"}, "kind=bundle": {"name": "Chair and stool"}}
PICTURE = ("logo.png", "image/png", a_logo(Image.new("RGB", (30, 10))).read())
CSV = ("list.csv", "text/csv", b"heard at,name,source\n2026-10-01,Lena Brandt,Google\n")


@dataclass(frozen=True)
class Kind:
    """One kind of form, the pages where it was seen, and the URL that it goes to."""

    name: str
    pages: tuple[str, ...]
    url: str


def typed_into(form: Form) -> dict[str, object]:
    """What stands in the form, and where a person must choose or type, something plausible."""
    values: dict[str, object] = {}
    given = form.values()
    for one in form.fields:
        if one.kind == "file":
            values[one.name] = PICTURE if one.name == "logo" else CSV
        elif (one.name in given and (given[one.name] or one.kind == "hidden")) or one.name in values:
            continue
        elif (plausible := told_at(form, one) or chosen(one)) is not None:
            values[one.name] = plausible
    return values | TYPED_WITH.get(form.button, {})


def told_at(form: Form, field: Field) -> str | None:
    of_kind = ON_PUBLIC_FORMS.get(field.kind) if form.where.startswith("/f/") else None
    return TYPED_AT.get((form.where, field.name)) or of_kind


def chosen(field: Field) -> str | None:
    if field.kind == "radio" or field.name == "agreed":
        return field.value
    if field.kind == "select":
        return field.options[-1] if field.required else None
    if field.kind == "checkbox":
        return None
    name = "what" if field.name.startswith("what-") else field.name
    return TYPED.get(name, "Something plausible" if field.required else None)


def kinds_on(pages: list[Answer]) -> list[Kind]:
    places: defaultdict[str, list[str]] = defaultdict(list)
    urls: dict[str, str] = {}
    for answer in filter(is_page, pages):
        for form in answer.page.forms:
            if form.method == "post" and form.where not in LEFT_OUT:
                urls[form.kind] = resolve(urlsplit(form.action).path).view_name
                places[form.kind].append(answer.path)
    return [Kind(name, tuple(dict.fromkeys(places[name])), url) for name, url in urls.items()]


def places_of(visitor: Visitor, kind: Kind) -> Iterator[tuple[Form, str, int]]:
    """The form wherever it still stands: on which page, and the how-manieth there."""
    for path in kind.pages:
        answer = visitor.visit(path)
        if is_page(answer):
            forms = answer.page.forms
            for place, form in enumerate(forms):
                # What only shuts a dialog goes to the same address, and sends nothing.
                if form.method == "post" and form.kind == kind.name:
                    yield form, path, place


def send_at_once(visitor: Visitor, form: Form, times: int) -> list[Answer]:
    tabs = [visitor.beside() for _time in range(times)]
    values = typed_into(form)
    start = threading.Barrier(times)
    answers: list[Answer] = []

    def send(tab: Visitor) -> None:
        start.wait(timeout=60)
        answers.append(tab.send(form, **values))

    threads = [threading.Thread(target=send, args=(tab,)) for tab in tabs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def led_to(answer: Answer) -> str:
    """Jobs are numbered with those that a look at Together begins, which differ between the two houses."""
    return re.sub(r"^/office/jobs/\d+/$", "/office/jobs/…/", answer.location)


def standing(ground: Ground) -> dict[str, int]:
    return {name: count for name, count in ground.counts().items() if not name.startswith(BEHIND)}


def rest(ground: Ground) -> None:
    """Until no work is left that a form asked for."""
    until = time.monotonic() + 20
    while ground.rows(STILL_AT_WORK) != [(0,)] and time.monotonic() < until:
        time.sleep(0.02)


@dataclass
class Twins:
    once: Ground
    often: Ground
    first: Visitor
    second: Visitor

    def sent(self, kind: Kind, times: int) -> str:
        """What is wrong with a form that is sent once in one house and often in the other, or nothing."""
        for form, path, place in places_of(self.first, kind):
            status, wrong = self.sent_from(form, path, place, times)
            if wrong:
                return wrong
            if status in (200, 303):
                return ""
        return "it was refused wherever it stands"

    def sent_from(self, once: Form, path: str, place: int, times: int) -> tuple[int, str]:
        # Work that waits is not asked for a second time, and work that is done is.
        rest(self.once)
        rest(self.often)
        single = send_at_once(self.first, once, 1)
        form = self.second.visit(path).page.forms[place]
        several = send_at_once(self.second, form, times)
        status = single[0].status
        answers = {(answer.status, led_to(answer)) for answer in several}
        expected = {(status, led_to(single[0]))}
        if form.where in SHOWN_ONCE:
            expected.add((303, path))
        if answers != expected:
            return status, f"sent once {expected}, sent {times} times {answers}"
        here, there = standing(self.once), standing(self.often)
        more = {name: (here[name], there[name]) for name in here if here[name] != there[name]}
        return status, f"rows after one, rows after {times}: {more}" if more else ""


@pytest.fixture
def twins(filled_business: Ground, tmp_path: Path) -> Iterator[Twins]:
    grounds = [filled_business.copy(tmp_path / name / "data") for name in ("once", "often")]
    with ExitStack() as both:
        houses = [both.enter_context(ground.served()) for ground in grounds]
        yield Twins(*grounds, *(signed_in(house.url) for house in houses))


def test_every_form_that_a_link_leads_to(twins: Twins) -> None:
    # given every form of the house, on two copies of it
    kinds = kinds_on(crawl(twins.first) + [twins.first.visit(path) for path in LANDMARKS])
    kinds.sort(key=lambda kind: (not kind.name.startswith(FIRST), kind.name.startswith(LAST)))
    # Who reads the page of the API is counted there as a stranger: the walk did so in one house only.
    twins.second.visit("/api/v1/")

    # when each is sent once here and twice at once there
    wrong = {kind.name: twins.sent(kind, 2) for kind in kinds}
    later = []
    for path in SECOND_LOOK:
        new = [kind for kind in kinds_on([twins.first.visit(path)]) if kind.name not in wrong]
        wrong |= {kind.name: twins.sent(kind, 2) for kind in new}
        later += new

    # then both houses are the same after each, and both answers lead to the same place
    assert [f"{name}: {what}" for name, what in wrong.items() if what] == []

    # and no form of the house was overlooked
    known = {kind.url for kind in kinds + later} | set(NOT_LINKED)
    known |= {resolve(where.replace("…", "1")).view_name for where in LEFT_OUT}
    pages = {name: row for name, row in PERMISSIONS.items() if not name.startswith("api:")}
    assert [name for name, row in pages.items() if "POST" in row and name not in known] == []


@pytest.mark.long
def test_the_gravest_forms_thirty_two_times(twins: Twins) -> None:
    # given somebody who waits and somebody who is talked with, in both houses
    for visitor in (twins.first, twins.second):
        waiting, address = passed(visitor, "Una Field"), accepted(visitor, "Ned Field")
    pages = [f"/handover/{waiting}/", f"{address}won/", "/marketing/capture/", "/handover/agreement/next/"]
    kinds = kinds_on([twins.first.visit(path) for path in pages])
    grave = [kind for kind in kinds if kind.url in GRAVEST]

    # when they are clicked thirty-two times
    wrong = {kind.name: twins.sent(kind, 32) for kind in grave}

    # then each has happened once
    assert [f"{name}: {what}" for name, what in wrong.items() if what] == []
    assert {kind.url for kind in grave} == GRAVEST
