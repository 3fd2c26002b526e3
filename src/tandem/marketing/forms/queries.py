import re
from dataclasses import dataclass

from django.db.models import Count, Q

from tandem.marketing.arrivals.models import Arrival
from tandem.marketing.arrivals.words import Outcome
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.channels.models import Channel
from tandem.marketing.forms.models import PublicForm
from tandem.office.users.queries import address

TAG = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}")
MOST_CHANNELS = 200


@dataclass(frozen=True)
class FormRow:
    """A form with what came by it."""

    form: PublicForm
    heard: int = 0
    aside: int = 0


def form_rows() -> list[FormRow]:
    """Every form, the open ones first; two queries."""
    forms = list(PublicForm.objects.select_related("campaign"))
    counts = came_by([form.system for form in forms])
    return [FormRow(form, **counts.get(form.system, {})) for form in forms]


def came_by(systems: list[str]) -> dict[str, dict[str, int]]:
    rows = Arrival.objects.filter(external_system__in=systems).order_by().values("external_system")
    counted = rows.annotate(
        heard=Count("pk", filter=Q(outcome=Outcome.HEARD)), aside=Count("pk", filter=Q(outcome=Outcome.ASIDE))
    )
    return {row["external_system"]: {"heard": row["heard"], "aside": row["aside"]} for row in counted}


def sent_from(form: PublicForm, page: str) -> Arrival | None:
    """What came first from one page that was shown."""
    return Arrival.objects.filter(external_system=form.system, external_key=page).order_by("pk").first()


def open_form_of(campaign: Campaign) -> PublicForm | None:
    """Where somebody who met this campaign asks: its newest form that is open."""
    return PublicForm.objects.filter(campaign=campaign, is_open=True).order_by("-created_at", "-pk").first()


def campaign_called(name: str) -> Campaign | None:
    return Campaign.objects.filter(name__iexact=name).first() if name else None


def may_name_a_channel(source: str, medium: str) -> bool:
    """Anybody can write an address, so it names no end of channels: known ones, or plain words while few."""
    if Channel.objects.filter(source__iexact=source, medium__iexact=medium).exists():
        return True
    plain = all(not word or TAG.fullmatch(word) for word in (source, medium))
    return plain and Channel.objects.count() < MOST_CHANNELS


def public_address(form: PublicForm) -> str:
    return address(f"/f/{form.slug}")


def snippet(form: PublicForm) -> str:
    """A frame works on any site, without a script of ours there and without a cookie. It is as high as the
    form needs on a phone.
    """
    return (
        f'<iframe src="{public_address(form)}?framed=1" title="{escaped(form.title)}" width="100%" '
        f'height="{height_of(form)}" loading="lazy" style="border:0"></iframe>'
    )


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def height_of(form: PublicForm) -> int:
    """In pixels, at the width of a phone."""
    lines = sum(1 + len(field.label) // 44 + bool(field.hint) for field in form.asked)
    return 320 + 76 * len(form.asked) + 24 * lines + 24 * (len(form.intro) // 44)
