import datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.marketing.arrivals.queries import kept_aside
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.campaigns.queries import running_on, still_to_come
from tandem.marketing.channels.queries import every_channel
from tandem.marketing.coach.recognising import SalesGoal, first_goal_in
from tandem.marketing.debrief.models import Debrief
from tandem.marketing.debrief.queries import debrief_of, follow_ups_of, is_over, result_words
from tandem.marketing.desk import queries
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.queries import counted_in_desk
from tandem.marketing.pages import tabs
from tandem.office.accounts.rules import can_change_marketing
from tandem.office.business.queries import business_zone
from tandem.people.persons.queries import name_all
from tandem.ui import slots
from tandem.ui.figures import number_words
from tandem.ui.pages import page
from tandem.ui.tables import page_of

NEXT_CAMPAIGNS = 4
TODAY_AT_MOST = 8


def desk(request: HttpRequest) -> HttpResponseBase:
    zone = business_zone()
    today = timezone.localdate(timezone=zone)
    month, quarter = queries.this_month(today, zone), queries.last_three_months(today, zone)
    chosen, channels, came_again = chosen_period(request, month, quarter)
    whole = queries.sum_of(row.result for row in channels)
    plan = queries.plan_of(chosen)
    reasons = queries.why_sales_said_no(chosen)
    coming, running = queries.all_with_results(
        still_to_come(today)[:NEXT_CAMPAIGNS], running_on(today)[:NEXT_CAMPAIGNS]
    )
    context = {
        "tabs": tabs("desk"),
        "period": chosen,
        "periods": [quarter, month],
        "whole": whole,
        "title": ngettext("enquiry, %(when)s", "enquiries, %(when)s", whole.asked) % {"when": chosen.words},
        "sentence": outcome_sentence(whole, plan, chosen.last >= today, came_again),
        "plan": plan,
        "planned_words": _("planned %(number)s, campaigns with a goal") % {"number": number_words(plan.goal)},
        "kept_aside": kept_aside().count(),
        "today": todays(request),
        "reasons": reasons,
        "declined_words": declined_words(chosen, sum(reason.number for reason in reasons)),
        "channels": channels,
        "finding": queries.finding_of(channels),
        "not_asked": queries.not_asked_words(channels),
        "coming": coming,
        "running": running,
        "anything": bool(whole.asked or came_again) or Enquiry.objects.exists(),
    }
    return page(request, "marketing/desk/desk.html", context)


def chosen_period(
    request: HttpRequest, month: queries.Period, quarter: queries.Period
) -> tuple[queries.Period, list[queries.ChannelRow], int]:
    """The period that is shown, its channels, and how many came again: the last three months where anybody
    asked in them.
    """
    asked = request.GET.get("period", "")
    if asked != "month":
        channels, came_again = queries.apart(queries.channels_of(queries.heard_in(quarter)))
        if channels or asked == "quarter":
            return quarter, channels, came_again
    return month, *queries.apart(queries.channels_of(queries.heard_in(month)))


def outcome_sentence(whole: queries.Result, plan: queries.Plan, running: bool, came_again: int = 0) -> str:
    parts = [_("%(number)s accepted so far.") % {"number": number_words(whole.accepted)}]
    if plan.goal:
        parts.append(against_plan(plan, running))
    if came_again:
        sentence = ngettext(
            "And %(number)s customer came again.", "And %(number)s customers came again.", came_again
        )
        parts.append(sentence % {"number": number_words(came_again)})
    return " ".join(parts)


def against_plan(plan: queries.Plan, running: bool) -> str:
    more = plan.asked - plan.goal
    if more >= 0:
        compared = _("%(number)s more than planned") if more else _("just as planned")
    else:
        compared = _("%(number)s to go to the plan") if running else _("%(number)s fewer than planned")
    return _("Campaigns with a goal and an end brought %(asked)s, %(compared)s.") % {
        "asked": number_words(plan.asked),
        "compared": compared % {"number": number_words(abs(more))},
    }


def declined_words(period: queries.Period, number: int) -> str:
    """Told by the day sales said no, whenever somebody asked; Together tells of those who asked."""
    one_month = (period.first.year, period.first.month) == (period.last.year, period.last.month)
    words = _("%(number)s declined in this month") if one_month else _("%(number)s declined in these months")
    return words % {"number": number_words(number)}


def todays(request: HttpRequest) -> list[slots.Item]:
    found = [item for item in slots.items("today", request, desk="marketing") if isinstance(item, slots.Item)]
    latest = datetime.datetime.max.replace(tzinfo=datetime.UTC)
    return sorted(found, key=lambda item: (item.due_at or latest, item.order))[:TODAY_AT_MOST]


def campaigns(request: HttpRequest) -> HttpResponseBase:
    shown = page_of(request, Campaign.objects.order_by("-starts_on", "name", "pk"))
    context = {
        "tabs": tabs("campaigns"),
        "page": shown,
        "rows": queries.with_results(shown),
        "today": timezone.localdate(timezone=business_zone()),
        "may_change": can_change_marketing(request.user),
    }
    return page(request, "marketing/campaigns/campaigns.html", context)


def campaign(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(Campaign, pk=pk)
    ways = queries.ways_of(row)
    today = timezone.localdate(timezone=business_zone())
    told = debrief_of(row)
    newest = list(
        Enquiry.objects.filter(campaign=row).select_related("person").order_by("-heard_at", "-pk")[:8]
    )
    name_all(enquiry.person for enquiry in newest)
    context: dict[str, Any] = {
        "tabs": tabs("campaigns"),
        "campaign": row,
        "ways": ways,
        "result": ways.result,
        "title": campaign_title(row, ways.result),
        "planned_words": _("goal %(number)s") % {"number": number_words(row.goal_enquiries or 0)},
        "newest": newest,
        "goal": goal_in_words_of(row),
        "hush_url": reverse("marketing:campaign_hush", args=[pk]),
        "debrief": told,
        "debrief_goal": goal_told_in(told),
        "debrief_words": result_words(told) if told else "",
        "over": is_over(row, today),
        "follow_ups": follow_ups_of(row),
        "today": today,
        "may_change": can_change_marketing(request.user),
    }
    return page(request, "marketing/campaigns/campaign.html", context)


def goal_in_words_of(row: Campaign) -> SalesGoal | None:
    """A sale that somebody wrote down as its goal, until it was said that it is meant so."""
    if row.advice_hushed_at:
        return None
    return first_goal_in(asked_for=[row.what_for], notes=[row.name, row.about])


def goal_told_in(told: Debrief | None) -> SalesGoal | None:
    return first_goal_in(notes=[told.words]) if told and not told.advice_hushed_at else None


def campaign_title(row: Campaign, result: queries.Result) -> str:
    """What stands beside the number of those who asked."""
    if not row.goal_enquiries:
        return ngettext("enquiry", "enquiries", result.asked)
    sentence = ngettext("of %(goal)s enquiry", "of %(goal)s enquiries", row.goal_enquiries)
    return sentence % {"goal": number_words(row.goal_enquiries)}


def channels(request: HttpRequest) -> HttpResponseBase:
    results = queries.results_by("channel_id", counted_in_desk(Enquiry.objects.all()))
    rows = [queries.ChannelRow(one, results.get(one.pk, queries.Result())) for one in every_channel()]
    context = {
        "tabs": tabs("channels"),
        "rows": sorted(rows, key=lambda row: -row.result.asked),
        "not_asked": queries.not_asked_words(queries.apart(rows)[0]),
        "may_change": can_change_marketing(request.user),
    }
    return page(request, "marketing/channels/channels.html", context)
