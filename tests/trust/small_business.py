"""A small business with a bit of everything, made as people make it: through the pages, by their forms."""

import datetime
import re

from tests.journeys.house import PASSWORD
from tests.trust.grounds import Ground
from tests.trust.visitor import Answer, Visitor

OWNER, PARTNER, SELLER = "owner@example.org", "partner@example.org", "joe@example.org"


def settle(ground: Ground) -> None:
    """The owner, and nothing else."""
    ground.tandem(
        "user",
        "create",
        "--email",
        OWNER,
        "--name",
        "Maya Wren",
        "--role",
        "owner",
        "--password-stdin",
        text=PASSWORD,
    )


def went_well(answer: Answer) -> str:
    assert answer.status == 303, f"{answer.path} answered {answer.status}: {answer.said}"
    return answer.location


def capture(visitor: Visitor, who: str, words: str = "Six dining chairs") -> str:
    """The address of the new enquiry."""
    form = visitor.form("/marketing/capture/")
    return went_well(visitor.send(form, who=who, words=words))


def key_of(address: str) -> int:
    return int(address.rstrip("/").rsplit("/", 1)[-1])


def passed(visitor: Visitor, who: str) -> int:
    """The key of a new enquiry that waits for sales."""
    key = key_of(capture(visitor, who))
    went_well(visitor.send(visitor.form(f"/handover/{key}/", f"/handover/{key}/pass/")))
    return key


def accepted(visitor: Visitor, who: str) -> str:
    """The address of the opportunity of a new enquiry."""
    key = passed(visitor, who)
    return went_well(visitor.send(visitor.form(f"/handover/{key}/", f"/handover/{key}/accept/")))


def declined(visitor: Visitor, who: str) -> int:
    key = passed(visitor, who)
    form = visitor.form(f"/handover/{key}/decline/")
    reason = next(one.value for one in form.fields if one.name == "reason")
    went_well(visitor.send(form, reason=reason))
    return key


def won(visitor: Visitor, who: str) -> str:
    address = accepted(visitor, who)
    went_well(visitor.send(visitor.form(f"{address}won/"), amount="1,140"))
    return address


def lost(visitor: Visitor, who: str) -> str:
    address = accepted(visitor, who)
    form = visitor.form(f"{address}lost/")
    reason = next(one.value for one in form.fields if one.name == "reason")
    went_well(visitor.send(form, reason=reason))
    return address


def joined(owner: Visitor, email: str, name: str, role: str) -> None:
    """Somebody who was invited, and came."""
    page = owner.send(owner.form("/office/users/"), email=email, name=name, role=role)
    link = re.search(r"/office/join/[\w-]+/", page.html)
    assert link, page.said
    newcomer = Visitor(owner.url)
    answer = newcomer.send(newcomer.form(link[0]), name=name, password=PASSWORD)
    assert went_well(answer) == "/"


def filled(owner: Visitor) -> None:
    """Every state once or twice, so that every form stands on some page."""
    joined(owner, PARTNER, "Ines Wren", "owner")
    joined(owner, SELLER, "Joe Rowe", "sales")
    owner.send(owner.form("/office/users/"), email="new@example.org", name="Nel New", role="marketing")
    went_well(
        owner.send(owner.form("/marketing/campaigns/add/"), name="Autumn Home Fair", goal_enquiries="30")
    )
    went_well(owner.send(owner.form("/people/organisations/add/"), name="The Mill Café"))
    ask = went_well(owner.send(owner.form("/marketing/forms/add/"), name="Ask for a visit"))
    went_well(owner.send(owner.form(ask, ask)))
    # Sent in no time, so it is kept aside.
    stranger = Visitor(owner.url)
    for _time in range(2):
        went_well(stranger.send(stranger.form("/f/ask-for-a-visit"), f1="Una", f2="una@example.org", f4="Hm"))
    mailbox = {"address": "hello@example.org", "host": "127.0.0.1", "user": "hello", "password": PASSWORD}
    went_well(owner.send(owner.form("/office/mailboxes/"), port="1", **mailbox))
    closing = owner.form("/office/business/", "/office/business/closed/")
    went_well(owner.send(closing, day=str(datetime.date.today() + datetime.timedelta(days=20))))  # noqa: DTZ011
    capture(owner, "Ruth Adeyemi 020 7946 0132")
    capture(owner, "Ruth Adeyemi ruth@example.org")
    aside = capture(owner, "Owen Pryce owen@example.org")
    went_well(owner.send(owner.form(aside, f"{aside}set-aside/"), reason="spam"))
    for who in ("Iris Vale", "Jon Abel", "Kit Moss"):
        capture(owner, who)
    for who in ("Priya Shah", "Lena Brandt", "Sam Okoro"):
        passed(owner, who)
    declined(owner, "Nia Hughes")
    for who in ("Tom Ellery", "Ada Quist", "Ben Marsh"):
        accepted(owner, who)
    again = accepted(owner, "Eva Lind eva@example.org")
    went_well(owner.send(owner.form(f"{again}step/"), words="Ring about the wool"))
    capture(owner, "Eva Lind eva@example.org", "And a footstool")
    won(owner, "Cleo Hart")
    lost(owner, "Dan Foss")
    met_at_a_fair(owner)
    something_to_sell(owner)
    day = str(datetime.date.today() - datetime.timedelta(days=1))  # noqa: DTZ011 over, anywhere
    adding = owner.form("/together/hats/add/")
    went_well(owner.send(adding, hat="marketing", on=day, since="09:00", until="10:00"))
    went_well(owner.send(owner.form("/together/hats/", "/office/profile/hat/", hat="sales"), hat="sales"))


def met_at_a_fair(owner: Visitor) -> None:
    """A fair that is over, with a code and a link, told of, and with a next step for one of those met."""
    day = str(datetime.date.today() - datetime.timedelta(days=3))  # noqa: DTZ011 over, anywhere
    adding = owner.form("/marketing/campaigns/add/")
    fair = went_well(owner.send(adding, name="Thornbury Fair", kind="event", starts_on=day, ends_on=day))
    link = owner.form(f"{fair}links/add/")
    went_well(owner.send(link, name="Letter", target="https://wren.example/chairs"))
    went_well(owner.send(owner.form(f"{fair}places/add/"), kind="stand", name="Stand 12"))
    for who in ("Gil Penn", "Ivy Stone", "Wyn Fell", "Max Ode", "Zoe Lake"):
        form = owner.form(f"/marketing/capture/?door=event&campaign={key_of(fair)}")
        went_well(owner.send(form, who=who))
    steps = went_well(owner.send(owner.form(f"{fair}debrief/"), talked="25", asked="6"))
    form = owner.form(steps)
    first = next(one.name for one in form.fields if one.name.startswith("what-"))
    went_well(owner.send(form, **{first: "Send the samples"}))


def something_to_sell(owner: Visitor) -> None:
    """An offer whose price is to change, a retired one, a bundle of the first, a list, and a rate to come."""
    later = str(datetime.date.today() + datetime.timedelta(days=30))  # noqa: DTZ011 to come, anywhere
    adding = "/sales/offers/add/"
    chair = went_well(owner.send(owner.form(adding), name="Chair", price="140", more_needs="survives dogs"))
    stool = went_well(owner.send(owner.form(adding), name="Footstool", price="110"))
    went_well(owner.send(owner.form(f"{chair}price/"), price="150", valid_from=later))
    went_well(owner.send(owner.form(stool, f"{stool}retire/")))
    bundle = went_well(owner.send(owner.form(f"{adding}?kind=bundle"), name="Six chairs", adds_up="yes"))
    went_well(owner.send(owner.form(f"{bundle}parts/"), part=str(key_of(chair)), quantity="6"))
    lists = owner.form("/sales/offers/lists/", "/sales/offers/lists/add/")
    went_well(owner.send(lists, name="Trade"))
    went_well(owner.send(owner.form("/sales/offers/tax/1/rate/"), percent="21", valid_from=later))


def signed_in(url: str, email: str = OWNER) -> Visitor:
    return Visitor(url).sign_in(email, PASSWORD)
