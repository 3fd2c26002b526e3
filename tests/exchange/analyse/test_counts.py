"""What is counted, and as what."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.analyse.asking import Analyst


def channels(answer: dict) -> dict[str, tuple[int, int, int, int]]:
    return {
        row["channel"]: (row["enquiries"], row["won"], row["lost"], row["open"]) for row in answer["channels"]
    }


def test_each_channel_with_what_became_of_its_enquiries(analyst: Analyst) -> None:
    file = analyst.list_of(
        "enquired on,source,status,closed on\n"
        "2026-01-05,fair,won,2026-01-20\n"
        "2026-01-06,fair,open,\n"
        "2026-02-06,fair,lost,2026-02-09\n"
        "2026-02-07,web,open,\n"
    )

    answer = analyst.ask(file)

    assert answer["enquiries"] == {"total": 4, "won": 1, "lost": 1, "open": 2}
    assert channels(answer) == {"fair": (3, 1, 1, 1), "web": (1, 0, 0, 1)}
    assert answer["channels"][0]["conversion"]["naive"] == 0.333333
    assert answer["conversion"]["naive"] == 0.25


def test_two_lists_joined_on_a_column(analyst: Analyst) -> None:
    leads = analyst.list_of(
        "lead_id,first_contact_date,origin\na,2026-01-05,fair\nb,2026-01-06,web\nc,2026-01-06,web\n", "l.csv"
    )
    deals = analyst.list_of("lead_id,won_date\nb,2026-01-09 10:00\n", "d.csv")

    answer = analyst.ask(leads, deals, "--on", "lead_id")

    assert channels(answer) == {"web": (2, 1, 0, 1), "fair": (1, 0, 0, 1)}
    assert answer["rows"]["mapping"] == {
        "heard_at": "first_contact_date",
        "id": "lead_id",
        "channel": "origin",
        "closed_at": "won_date",
    }
    assert set(answer["rows"]["why"]) == set(answer["rows"]["mapping"])


def test_read_is_the_sum_of_what_became_of_the_rows(analyst: Analyst) -> None:
    file = analyst.list_of(
        "id,heard at,channel,e-mail,status,closed on\n"
        "1,2026-01-05,fair,anna@example.org,won,2026-01-20\n"
        "1,2026-01-05,fair,anna@example.org,won,2026-01-20\n"
        "2,2026-03-01,web,anna@example.org,open,\n"
        "3,,web,tom@example.org,open,\n"
        "4,soon,web,tom@example.org,open,\n"
        "5,2026-07-01,web,joe@example.org,open,\n"
        "6,2026-04-01,web,joe@example.org,open,\n"
    )

    rows = analyst.ask(file, "--as-of", "2026-06-30")["rows"]

    found = {name: rows[name] for name in ("read", "used", "rejected", "duplicates", "after_as_of", "repeat")}
    assert found == {"read": 7, "used": 2, "rejected": 2, "duplicates": 1, "after_as_of": 1, "repeat": 1}
    assert rows["reasons"] == {"heard_at is blank": 1, "heard_at is not a date": 1}
    parts = ("used", "rejected", "duplicates", "after_as_of", "repeat", "joined", "set_aside")
    assert rows["read"] == sum(rows[name] for name in parts)


def test_a_list_of_one_person_says_why_so_few_count_and_what_to_do(analyst: Analyst) -> None:
    # given 20 enquiries of which 11 have the address of the business
    rows = [
        f"{number},2026-02-{number + 1:02},web,{'info' if number < 11 else number}@example.org,won,2026-02-28"
        for number in range(20)
    ]
    head = "id,heard at,channel,e-mail,status,closed on"
    file = analyst.list_of("\n".join((head, *rows)))

    told = analyst.ask(file)["rows"]["remarks"]
    told_without = analyst.ask(file, "--map", "email=")["rows"]["remarks"]
    told_of_half = analyst.ask(analyst.list_of("\n".join((head, *rows[1:], rows[0].replace("info", "x")))))

    assert told == [
        "11 of 20 enquiries are of one person, because “e-mail” says the same in them; what somebody asks "
        "after buying does not count. If it does not tell who asked, name the column that does with "
        "--map email=COLUMN, or leave it out with --map email=."
    ]
    assert told_without == told_of_half["rows"]["remarks"] == []


def test_of_several_columns_that_tell_who_asked_the_one_that_says_the_same_is_named(analyst: Analyst) -> None:
    # given 20 enquiries with an e-mail each and the telephone of the business
    rows = [f"2026-02-{number + 1:02},web,{number}@example.org,+44 20 7946 0000,open" for number in range(20)]
    file = analyst.list_of("\n".join(("heard at,channel,e-mail,phone,status", *rows)))

    (told,) = analyst.ask(file)["rows"]["remarks"]

    assert told.startswith("20 of 20 enquiries are of one person, because “phone” says the same in them")
    assert told.endswith("with --map phone=COLUMN, or leave it out with --map phone=.")
    assert analyst.ask(file, "--map", "phone=")["rows"]["remarks"] == []


def test_what_was_known_later_is_not_used(analyst: Analyst) -> None:
    file = analyst.list_of(
        "heard at,channel,status,closed on\n2026-01-05,fair,won,2026-03-01\n2026-01-05,fair,lost,2026-01-31\n"
    )

    answer = analyst.ask(file, "--as-of", "2026-01-31")

    assert answer["enquiries"] == {"total": 2, "won": 0, "lost": 1, "open": 1}
    assert answer["as_of"] == "2026-01-31"


def test_files_without_a_later_row_tell_the_same(analyst: Analyst) -> None:
    # given a list of leads, one of deals that alone says who sold, and both without what came after June
    leads = [
        f"m{number},2026-{number % 8 + 1:02d}-{number % 27 + 1:02d},{'fair' if number % 3 else 'web'}"
        for number in range(160)
    ]
    deals = [
        f"m{number},Ines {number % 2},2026-{number % 8 + 2:02d}-{number % 27 + 1:02d},{number * 10}"
        for number in range(0, 160, 3)
    ]

    def files(name: str, last: str) -> list[Path]:
        kept = [
            [row for row in rows if row.split(",")[place] <= last] for rows, place in ((leads, 1), (deals, 2))
        ]
        heads = "lead,first contact,origin", "lead,sales rep,won date,amount"
        return [
            analyst.list_of("\n".join([head, *rows]) + "\n", f"{name}-{place}.csv")
            for place, (head, rows) in enumerate(zip(heads, kept, strict=True))
        ]

    # when both are asked as of the end of June
    whole, cut = (
        analyst.ask(*files(name, last), "--on", "lead", "--as-of", "2026-06-30")
        for name, last in (("whole", "9"), ("cut", "2026-06-30"))
    )

    # then all is the same, but for how many rows there were
    assert whole["enquiries"]["won"] > 20
    assert whole["rows"]["after_as_of"] > 20
    assert whole["rows"]["used"] == cut["rows"]["used"]
    for answer in (whole, cut):
        del answer["rows"]
    assert whole == cut


@pytest.mark.parametrize("planned", [False, True])
def test_deals_that_were_there_while_open_tell_what_they_told_then(analyst: Analyst, planned: bool) -> None:
    # given leads, and deals of a CRM that has a row while they are open, some with a day that is but a plan
    leads = [
        f"m{number},2026-{number % 6 + 1:02d}-{number % 27 + 1:02d},c{number}@example.org"
        for number in range(120)
    ]

    def deals(last: str) -> list[str]:
        rows = []
        for number in range(120):
            ended = f"2026-{number % 6 + 3:02d}-{number % 27 + 1:02d}" if number % 4 else ""
            is_seen = ended and ended <= last
            plan = "2026-12-31" if planned else ""
            outcome = ("won" if number % 3 else "lost") if is_seen else "open"
            accepted = f"2026-{number % 6 + 1:02d}-{number % 27 + 1:02d}"
            tail = f"{ended},{number * 10}" if is_seen else f"{plan},"
            channel = "fair" if number % 2 else "web"
            rows.append(f"m{number},{channel},Ines {number % 3},{accepted},{outcome},{tail}")
        return rows

    def asked(name: str, last: str) -> Any:
        files = [
            analyst.list_of("\n".join([head, *rows]) + "\n", f"{name}-{place}.csv")
            for place, (head, rows) in enumerate(
                (
                    ("lead,first contact,e-mail", leads),
                    ("lead,channel,sales rep,accepted on,outcome,closed on,amount", deals(last)),
                )
            )
        ]
        return analyst.ask(*files, "--on", "lead", "--as-of", "2026-06-30")

    # when the files of later and those of that day are asked as of the end of June
    whole, as_it_stood = asked("whole", "9"), asked("then", "2026-06-30")

    # then both tell the same, and the channels of deals that ended later are known
    assert whole["rows"]["mapping"]["owner"] == "sales rep"
    assert set(channels(whole)) == {"fair", "web"}
    for answer in (whole, as_it_stood):
        del answer["rows"]
    assert whole == as_it_stood


def test_a_win_dated_before_the_first_contact_counts_and_is_told(analyst: Analyst) -> None:
    file = analyst.list_of(
        "heard at,channel,e-mail,won date\n"
        "2026-01-05,fair,anna@example.org,2026-01-03\n"
        "2026-01-05,fair,tom@example.org,2026-01-05 09:00\n"
    )

    answer = analyst.ask(file)

    assert answer["enquiries"]["won"] == 2
    assert answer["rows"]["repeat"] == 0
    sentence = "1 enquiry was won before it was heard: it counts, but does not say how long it takes."
    assert sentence in answer["caveats"]


def test_an_outcome_without_a_closing_date_is_known_and_told(analyst: Analyst) -> None:
    file = analyst.list_of("heard at,channel,status\n2026-01-05,fair,won\n2026-01-06,fair,lost\n")

    answer = analyst.ask(file)

    assert answer["enquiries"] == {"total": 2, "won": 1, "lost": 1, "open": 0}
    assert answer["caveats"] == [
        "2 won or lost enquiries lack a closing date: they count, but do not say how long it takes."
    ]


def test_outcomes_in_unknown_words_are_open_and_told(analyst: Analyst) -> None:
    file = analyst.list_of("heard at,channel,status\n2026-01-05,fair,moonlit\n2026-01-06,fair,won\n")

    answer = analyst.ask(file)

    assert answer["enquiries"]["open"] == 1
    told = "These outcomes are not known, so their enquiries count as open: “moonlit” (1)."
    assert told in answer["caveats"]


def test_caveats_write_numbers_as_the_table_does(analyst: Analyst) -> None:
    rows = "".join(f"2026-01-05,fair,moonlit,{number}\n" for number in range(1200))

    answer = analyst.ask(analyst.list_of(f"heard at,channel,status,id\n2026-01-05,fair,won,x\n{rows}"))

    assert answer["caveats"] == [
        "1,200 of 1,201 enquiries are still open. They are not lost.",
        "1,200 of 1,201 enquiries of the last period are still open.",
        "1 won or lost enquiry lacks a closing date: it counts, but does not say how long it takes.",
        "No enquiry is recorded as lost, so nobody can tell those who said no from those still thinking.",
        "These outcomes are not known, so their enquiries count as open: “moonlit” (1,200).",
    ]


def test_a_blank_channel_is_shown_as_blank_and_joined_with_nothing(analyst: Analyst) -> None:
    file = analyst.list_of(
        "heard at,channel,door\n2026-01-05,,phone\n2026-01-05,unknown,\n2026-01-06,,walk-in\n"
    )

    assert channels(analyst.ask(file)) == {"(blank)": (2, 0, 0, 2), "unknown": (1, 0, 0, 1)}


@pytest.mark.parametrize(
    ("until", "before", "after"),
    [
        ("2026-06-30", ("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30")),
        ("2026-06-29", ("2025-12-01", "2026-02-28"), ("2026-03-01", "2026-05-31")),
    ],
)
def test_the_last_three_complete_months_against_the_three_before(
    analyst: Analyst, until: str, before: tuple[str, str], after: tuple[str, str]
) -> None:
    file = analyst.list_of(f"heard at,channel\n2025-11-30,fair\n2026-02-10,fair\n{until},fair\n")

    change = analyst.ask(file)["change"]

    assert (change["before"]["start"], change["before"]["end"]) == before
    assert (change["after"]["start"], change["after"]["end"]) == after


def test_of_less_than_six_months_the_two_halves(analyst: Analyst) -> None:
    file = analyst.list_of("heard at,channel\n2026-01-01,fair\n2026-01-10,fair\n2026-01-11,web\n")

    change = analyst.ask(file)["change"]

    assert change["before"] == {
        "start": "2026-01-01",
        "end": "2026-01-06",
        "enquiries": 1,
        "won": 0,
        "open": 1,
    }
    assert change["after"] == {
        "start": "2026-01-07",
        "end": "2026-01-11",
        "enquiries": 2,
        "won": 0,
        "open": 2,
    }


def test_periods_that_were_asked_for(analyst: Analyst) -> None:
    file = analyst.list_of("heard at,channel\n2026-01-01,fair\n2026-01-31,fair\n2026-02-01,web\n")

    change = analyst.ask(file, "--before", "2026-01-01..2026-01-31", "--after", "2026-02-01..2026-02-28")[
        "change"
    ]

    assert (change["before"]["enquiries"], change["after"]["enquiries"]) == (2, 1)


def test_a_day_is_a_day_of_the_time_zone(analyst: Analyst) -> None:
    file = analyst.list_of("heard at,channel\n2026-01-31 23:30,fair\n")

    # As of the end of January in Auckland, which in UTC is still the afternoon of the same day.
    answer = analyst.ask(file, "--time-zone", "Pacific/Auckland", "--as-of", "2026-01-31")

    assert answer["rows"]["used"] == 1
    assert answer["change"]["after"]["end"] == "2026-01-31"


def test_what_a_channel_cost(analyst: Analyst) -> None:
    file = analyst.list_of(
        "heard at,channel,won date\n2026-01-05,Fair,2026-01-09\n2026-01-06,Fair,\n2026-01-06,web,\n"
    )
    spend = analyst.list_of(
        "month,channel,amount\n2026-01,fair,100.50\n2026-02,fair,50\n2026-03,fair,1000\n2026-01,radio,30\n",
        "spend.csv",
    )

    answer = analyst.ask(file, "--spend", spend, "--as-of", "2026-02-28")

    costs = {
        row["channel"]: (row["cost_per_enquiry"], row["cost_per_customer"]) for row in answer["channels"]
    }
    assert costs == {"Fair": (75.25, 150.5), "web": (None, None)}
    assert "Money was spent on “radio”, which no enquiry names as its channel." in answer["caveats"]


def test_rows_of_the_spend_file_that_cannot_be_read_are_named_with_the_reason(analyst: Analyst) -> None:
    # given eight rows without a channel, from row 3 on, and one without an amount
    blank = "".join(f"2026-01,,{amount}\n" for amount in range(8))
    file = analyst.list_of("heard at,channel\n2026-01-05,fair\n")
    spend = analyst.list_of(
        f"month,channel,amount\n2026-01,fair,100.50\n{blank}2026-02,fair,much\n", "spend.csv"
    )

    caveats = analyst.ask(file, "--spend", spend)["caveats"]

    assert [caveat for caveat in caveats if "spend" in caveat] == [
        "Rows 3, 4, 5, 6, 7 and 3 more of the spend file are not in the costs: channel is blank.",
        "Row 11 of the spend file is not in the costs: amount is not an amount.",
    ]


def test_one_of_two_currencies_is_kept_and_the_rest_counted(analyst: Analyst) -> None:
    file = analyst.list_of(
        "heard at,channel,amount,currency,won date\n"
        "2026-01-05,fair,10,EUR,2026-01-06\n"
        "2026-01-05,fair,10,USD,2026-01-06\n"
    )

    answer = analyst.ask(file, "--currency", "EUR")

    assert answer["currency"] == "EUR"
    assert answer["rows"]["reasons"] == {"the amount is in another currency": 1}
    refused = "The amounts are in EUR, USD. Say with --currency which one to keep."
    assert analyst.is_refused(file) == refused


def test_where_each_was_accepted_or_declined_the_fit_is_recorded(analyst: Analyst) -> None:
    """Also where the list calls “lost” what was declined."""
    lines = ["heard_at,channel,accepted_at,declined_at,outcome,closed_at"]
    for number in range(240):
        heard = datetime.date(2025, 9, 1) + datetime.timedelta(days=number)
        said, ended = (heard + datetime.timedelta(days=days) for days in (2, 9))
        if number % 3:
            lines.append(f"{heard},Fair,{said},,{'won' if number % 2 else 'lost'},{ended}")
        else:
            lines.append(f"{heard},Fair,,{said},lost,{said}")
    answer = analyst.ask(analyst.list_of("\n".join(lines) + "\n"))

    assert (answer["enquiries"]["won"], answer["enquiries"]["lost"]) == (80, 160)
    [quality] = [one for one in answer["change"]["drivers"] if one["driver"] == "quality"]
    assert quality["verdict"] != "not_recorded"
    assert quality["effect"] is not None
