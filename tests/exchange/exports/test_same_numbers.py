"""Export, analyse, compare: the application and `tandem analyse` say the same of the same enquiries."""

import csv
import datetime
import json
import random
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from tandem.config.cli.main import main
from tandem.exchange.analyse.words import BLANK
from tandem.exchange.exports.actions import export
from tandem.exchange.exports.enquiry_list import HEADERS
from tandem.handover.passing.history import record_history_many
from tandem.handover.passing.words import History
from tandem.marketing.enquiries.actions import hear_many, set_aside
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Heard, State
from tandem.people.persons.words import Contact
from tandem.together.answers.answering import own_answer
from tandem.together.evidence.periods import Span
from tandem.together.evidence.words import Question
from tandem.together.statistics.actions import gathered
from tests.exchange.imports.lists import in_by
from tests.sales.shop import NOW, a_business, a_user, days
from tests.together.statistics.test_any_history import Firm

AS_OF = datetime.date(2026, 11, 2)
PERIODS = (
    Span(datetime.date(2026, 5, 1), datetime.date(2026, 7, 31)),
    Span(datetime.date(2026, 8, 1), datetime.date(2026, 10, 31)),
)
ASKED = Question(before=PERIODS[0], after=PERIODS[1])


def a_year(enquiries: int = 400) -> None:
    """A year of a firm that brought its list in: three channels, two sellers, open ones, declined ones."""
    draw = random.Random(7)
    sellers = [a_user("Joe"), a_user("Ines")]
    rows = [
        Heard(
            contact=Contact(name=f"Person {number}", emails=(f"p{number}@example.org",)),
            heard_at=NOW - days(draw.randrange(6, 365)) + datetime.timedelta(minutes=draw.randrange(600)),
            door="import",
            source=draw.choice(["website", "website", "fair", "paper"]),
            segment=draw.choice(["", "home", "trade"]),
        )
        for number in range(enquiries)
    ]
    with gathered():
        heard = [one for one in hear_many(rows=rows, by=None, at=NOW) if isinstance(one, Enquiry)]
        past = [became(one, draw.choice(sellers), draw) for one in heard]
        record_history_many(rows=[one for one in past if one], by=None, at=NOW, import_id=1)


def became(enquiry: Enquiry, owner: Any, draw: random.Random) -> History | None:
    passed_at = enquiry.heard_at + datetime.timedelta(hours=draw.randrange(1, 30))
    told: dict[str, Any] = {"owner": owner, "passed_at": passed_at}
    told["first_answered_at"] = draw.choice(
        [None, passed_at + datetime.timedelta(minutes=draw.randrange(3000))]
    )
    ended_at = passed_at + days(draw.lognormvariate(2.5, 0.9))
    chance = draw.random()
    if ended_at > NOW - days(2) or chance < 0.1:
        return History(enquiry=enquiry, **told) if chance < 0.8 else None
    if chance < 0.2:
        return History(enquiry=enquiry, declined_at=ended_at, declined_reason="Too far", **told)
    told["accepted_at"] = draw.choice([None, passed_at])
    told["closed_at"] = ended_at if chance < 0.95 else None
    if chance < 0.7:
        return History(enquiry=enquiry, outcome="lost", **told)
    amount = draw.choice([None, draw.randrange(10000, 90000)])
    return History(enquiry=enquiry, outcome="won", amount_minor=amount, **told)


def exported(folder: Path) -> Path:
    with override_settings(DATA=folder):
        export(folder / "out", at=NOW)
    return folder / "out" / "enquiries.csv"


def analysed(file: Path, as_of: datetime.date, capsys: pytest.CaptureFixture[str], *more: str) -> Any:
    asked = ["--as-of", as_of, "--time-zone", "America/New_York", *more]
    for name, span in zip(("--before", "--after"), PERIODS, strict=True):
        asked += [name, f"{span.start}..{span.end}"]
    assert main(["analyse", str(file), *map(str, asked), "--json", "-"]) == 0
    return json.loads(capsys.readouterr().out)


def differences(one: Any, other: Any, where: str = "") -> list[str]:
    """Where two documents differ; numbers may do so in what no double holds."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return [found for key in one for found in differences(one[key], other[key], f"{where}.{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [found for place, pair in pairs for found in differences(*pair, f"{where}[{place}]")]
    if isinstance(one, float) and isinstance(other, float):
        return [] if one == pytest.approx(other, rel=1e-9, abs=1e-12) else [f"{where}: {one} and {other}"]
    return [] if one == other else [f"{where}: {one} and {other}"]


@pytest.mark.django_db(transaction=True)
def test_the_application_and_the_command_say_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # given a year of enquiries
    a_business(zone="America/New_York")
    a_year()

    # when it is exported, analysed, and worked out in the application
    theirs = analysed(exported(tmp_path), AS_OF, capsys)
    ours = own_answer(ASKED, as_of=AS_OF, today=AS_OF + days(1)).answer

    # then every number is the same, but for what the file alone tells of
    assert ours["enquiries"]["won"] > 20
    assert ours["sellers"]["status"] in ("ok", "weak")
    for answer in (ours, theirs):
        del answer["rows"]
    assert "\n".join(differences(ours, theirs)) == ""


@pytest.mark.django_db(transaction=True)
def test_what_is_not_for_us_counts_as_declined_on_the_way_out_and_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # given a year of enquiries, and four of the open ones set aside: three not for us, one spam
    a_business(zone="America/New_York")
    a_year()
    heard = Enquiry.objects.filter(state=State.HEARD).order_by("pk")
    for enquiry, reason in zip(heard[:4], ["not_for_us"] * 3 + ["spam"], strict=True):
        set_aside(enquiry=enquiry, expected_version=enquiry.version, reason=reason, by=None, at=NOW - days(1))

    # when the list goes out
    file = exported(tmp_path)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        listed = list(csv.DictReader(opened))

    # then those three stand in it as declined that day, with their reason and nothing of sales
    aside = [row for row in listed if row["decline_reason"] == "Not for us"]
    assert [(row["declined_at"], row["outcome"], row["accepted_at"], row["closed_at"]) for row in aside] == [
        ("2026-11-02", "open", "", "")
    ] * 3
    assert len(listed) == 399

    # and come back as lost, with marketing, in the same numbers
    theirs = analysed(file, AS_OF, capsys)
    ours = own_answer(ASKED, as_of=AS_OF, today=AS_OF + days(1)).answer
    assert theirs["enquiries"]["lost"] == ours["enquiries"]["lost"] >= 3
    for answer in (ours, theirs):
        del answer["rows"]
    assert "\n".join(differences(ours, theirs)) == ""


def a_list_from_elsewhere(rows: int = 300) -> str:
    """As another tool wrote it: people who ask again, no channel, declined with a reason, not for us, ends
    without a day or before contact, and a row that comes twice.
    """
    draw = random.Random(11)
    lines = [
        "id,heard_at,channel,segment,owner,person,accepted_at,declined_at,decline_reason,outcome,closed_at,amount"
    ]
    for number in range(rows):
        heard = NOW.date() - days(draw.randrange(3, 360))
        accepted = heard + days(draw.randrange(4))
        ended = accepted + days(round(draw.lognormvariate(2.4, 0.8)))
        person = f"p{draw.choice([number, number, number, number // 2])}@example.org"
        cells = [number, heard, draw.choice(["Fair", "Website", "Paper", ""]), draw.choice(["", "home"])]
        cells += [draw.choice(["Joe", "Ines", ""]), person]
        chance = draw.random()
        if ended > NOW.date() or chance < 0.1:
            cells += [draw.choice(["", accepted]), "", "", "open", "", ""]
        elif chance < 0.3:
            cells += ["", accepted, draw.choice(["Too far", "Not for us"]), "open", "", ""]
        elif chance < 0.65:
            cells += [accepted, "", "", "lost", draw.choice([ended, ended, ""]), ""]
        else:
            closed = draw.choice([ended, ended, ended, ended, "", heard - days(2)])
            cells += [accepted, "", "", "won", closed, draw.choice(["", draw.randrange(100, 900)])]
        lines.append(",".join(map(str, cells)))
    return "\n".join([*lines, lines[7]]) + "\n"


@pytest.mark.django_db(transaction=True)
def test_a_list_brought_in_says_the_same_as_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # given a list of another tool
    a_business(zone="America/New_York")
    file = tmp_path / "list.csv"
    file.write_text(a_list_from_elsewhere(), encoding="utf-8")

    # when it is analysed as it is, and brought in and worked out in the application
    theirs = analysed(file, AS_OF, capsys, "--currency", "GBP")
    assert in_by(file).read == 301
    ours = own_answer(ASKED, as_of=AS_OF, today=AS_OF + days(1)).answer

    # then all of it is the same
    rows = theirs["rows"]
    assert (rows["read"], rows["duplicates"]) == (301, 1)
    assert rows["repeat"] >= 20
    assert ours["enquiries"]["total"] == rows["used"] == 300 - rows["repeat"]
    assert ours["sellers"]["effects"]
    assert ours["forecast"][1]["revenue"]["estimate"] > 0
    for answer in (ours, theirs):
        del answer["rows"]
    named = json.loads(json.dumps(ours).replace('"Not known"', f'"{BLANK}"'))
    assert "\n".join(differences(named, theirs)) == ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", [3, 4])
def test_whatever_has_happened(seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # given a firm in which anything happened: merges, joins, repeats, reopened wins, orders at the door
    firm = Firm(seed)
    for _step in range(120):
        firm.act()
    as_of = (firm.now + days(2)).date()

    # when its counted enquiries are exported and analysed, then they count as the same
    theirs = analysed(exported(tmp_path), as_of, capsys)
    ours = own_answer(ASKED, as_of=as_of, today=as_of + days(1)).answer
    assert ours["enquiries"]["total"] >= 5
    for answer in (ours, theirs):
        del answer["rows"]
    assert "\n".join(differences(ours, theirs)) == ""


@pytest.mark.django_db(transaction=True)
def test_the_list_names_nobody_who_asked(tmp_path: Path) -> None:
    # given people with names and addresses
    a_business()
    a_year(20)

    # then the list has a row for each enquiry, and none of them
    file = exported(tmp_path)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        header, *rows = csv.reader(opened)
    assert (tuple(header), len(rows)) == (HEADERS, 20)
    assert not [word for word in ("Person 1", "@") if word in file.read_text(encoding="utf-8")]
    assert "20  enquiries.csv" in (tmp_path / "out" / "README.txt").read_text(encoding="utf-8-sig")
