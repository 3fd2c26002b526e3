"""What Wren & Rowe sell to cafés and offices goes another way, and some stages ask for something first."""

from dataclasses import dataclass

from tandem.demo.asking import ONE_DAY
from tandem.demo.desk import moment_of
from tandem.demo.diary import Life
from tandem.demo.shop import Shop
from tandem.offers.prices.models import PriceList
from tandem.people.organisations.actions import add_organisation
from tandem.people.persons.actions import match_or_add
from tandem.people.persons.words import Contact
from tandem.sales.arranging.actions import add_pipeline
from tandem.sales.checks.actions import set_checks
from tandem.sales.checks.words import CheckKind
from tandem.sales.opportunities.actions import move, open_opportunity, plan_step
from tandem.sales.opportunities.words import StepKind
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.pipelines.models import Pipeline, Stage
from tandem.sales.stages.actions import rename_stage
from tandem.sales.terms.actions import keep_list

PIPELINE = "Cafés and offices"
BEGAN_DAYS_AGO = 70
# Late, so that the story until then goes as it went.
ASKED_DAYS_AGO = 1
# What the stages that every pipeline begins with are called in this one.
STAGES = {"First talk": "First visit", "Visit": "Sample chair"}
CHECKS = (
    ("Quote sent", (CheckKind.AMOUNT,), ("The fabric is chosen", "We have measured up")),
    ("Ready to order", (CheckKind.AMOUNT, CheckKind.NEXT_STEP), ("They have said when they need it",)),
)


@dataclass(frozen=True, kw_only=True)
class Trade:
    """Work for a firm that nobody enquired about: they met, and it began."""

    firm: str
    person: str
    phone: str
    title: str
    pounds: int
    opened: int
    stage: str
    since: int
    step: str = ""
    kind: str = StepKind.CALL
    step_in: int = 0
    by_list: str = ""


TRADES = (
    Trade(
        firm="The Copper Kettle", person="Lena Osei", phone="01632 960 761", title="Banquettes, 9 metres",
        pounds=3_400, opened=52, stage="Quote sent", since=11, step="Ring about the quote", step_in=1,
        by_list="Trade",
    ),
    Trade(
        firm="Bell Street Dental", person="Mark Ashby", phone="01632 960 762",
        title="Twelve waiting-room chairs", pounds=1_560, opened=31, stage="Sample chair", since=6,
        step="Bring the sample", kind=StepKind.VISIT, step_in=3,
    ),
    Trade(
        firm="Harbour Books", person="Ada Pryce", phone="01632 960 763", title="Two reading sofas",
        pounds=1_900, opened=9, stage="First visit", since=9,
    ),
)  # fmt: skip


def begin_pipelines(shop: Shop) -> None:
    lives = [another_pipeline(shop), asked_first(shop), *(trade_life(shop, trade) for trade in TRADES)]
    for life in lives:
        shop.diary.begin(life, until=shop.ends_at)


def another_pipeline(shop: Shop) -> Life:
    at = yield moment_of(shop, BEGAN_DAYS_AGO, 19, 10)
    pipeline = add_pipeline(name=PIPELINE, by=shop.maya, at=at)
    for stage in ensure_stages(pipeline):
        if name := STAGES.get(stage.name):
            rename_stage(stage=stage, expected_version=stage.version, name=name, by=shop.maya, at=at)


def trade_life(shop: Shop, trade: Trade) -> Life:
    """Opened by hand, as nobody enquired, and moved to where it stands today."""
    at = yield moment_of(shop, trade.opened, 10, 40)
    pipeline = Pipeline.objects.get(name=PIPELINE)
    found = match_or_add(contact=Contact(trade.person, (), (trade.phone,)), by=shop.joe, at=at)
    firm = add_organisation(name=trade.firm, by=shop.joe, at=at)
    if trade.by_list:
        price_list = PriceList.objects.get(name=trade.by_list)
        keep_list(buyer=firm, price_list=price_list, by=shop.joe, at=at)
    row = open_opportunity(
        person=found.person,
        organisation=firm,
        title=trade.title,
        owner=shop.joe,
        amount_minor=trade.pounds * 100,
        pipeline=pipeline,
        by=shop.joe,
        at=at,
    )
    at = yield moment_of(shop, trade.since, 16, 20)
    stage = next(one for one in ensure_stages(pipeline) if one.name == trade.stage)
    move(opportunity=row, expected_version=row.version, stage=stage, by=shop.joe, at=at)
    if trade.step:
        plan_step(
            opportunity=row,
            expected_version=row.version,
            words=trade.step,
            kind=trade.kind,
            on=shop.today + trade.step_in * ONE_DAY,
            by=shop.joe,
            at=at,
        )


def asked_first(shop: Shop) -> Life:
    """Maya has seen quotes go out without a fabric; from now on the stage asks for it."""
    at = yield moment_of(shop, ASKED_DAYS_AGO, 19, 40)
    for name, built_in, own in CHECKS:
        stage = Stage.objects.get(pk=shop.stages[name].pk)
        set_checks(
            stage=stage, expected_version=stage.version, built_in=built_in, own=own, by=shop.maya, at=at
        )
