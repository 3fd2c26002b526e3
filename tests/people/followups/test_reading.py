"""Sentences as people write them, on Thursday 26 November 2026, and the day that is read from each."""

import datetime

import pytest

from tandem.people.followups.feasts import easter
from tandem.people.followups.reading import follow_up_in
from tests.pace import seconds_of

THURSDAY = datetime.date(2026, 11, 26)

SENTENCES = [
    ("Call me in March", "2027-03-01", "", "in March", "call"),
    ("next Tuesday", "2026-12-01", "", "next Tuesday", ""),
    ("after the holidays", "2027-01-04", "", "after the holidays", ""),
    ("in two weeks", "2026-12-10", "", "in two weeks", ""),
    ("Friday at 3", "2026-11-27", "15:00", "Friday at 3", ""),
    ("end of the month", "2026-11-30", "", "end of the month", ""),
    ("Please ring again tomorrow morning.", "2026-11-27", "", "tomorrow", "call"),
    ("Spoke to Tom, ring him the day after tomorrow", "2026-11-28", "", "the day after tomorrow", "call"),
    ("She is away until 5 January.", "2027-01-05", "", "5 January", ""),
    ("Back on Monday 7 December, then we talk", "2026-12-07", "", "on Monday 7 December", ""),
    ("Could we speak on 3/12?", "2026-12-03", "", "on 3/12", "call"),
    ("Meet at the shop on 04.01.2027", "2027-01-04", "", "on 04.01.2027", "meeting"),
    ("Try again in a week", "2026-12-03", "", "in a week", ""),
    ("Try them again in three months’ time.", "2027-02-26", "", "in three months’ time", ""),
    ("Get back to her in a fortnight", "2026-12-10", "", "in a fortnight", ""),
    ("Let's talk next week", "2026-11-30", "", "next week", "call"),
    ("Write to us the week after next", "2026-12-07", "", "the week after next", "email"),
    ("Please phone next month", "2026-12-01", "", "next month", "call"),
    ("He decides by the end of next month", "2026-12-31", "", "the end of next month", ""),
    ("We know more at the end of January", "2027-02-01", "", "end of January", ""),
    ("Come by in early February", "2027-02-01", "", "early February", "visit"),
    ("Ring mid-March please", "2027-03-15", "", "mid-March", "call"),
    ("Please visit again in the spring", "2027-03-01", "", "in the spring", "visit"),
    ("Not before Friday", "2026-11-27", "", "Friday", ""),
    ("Wants to think about it until Wednesday", "2026-12-02", "", "Wednesday", ""),
    ("Free on Saturday at 10.30", "2026-11-28", "10:30", "Saturday at 10.30", ""),
    ("Wednesday at noon works for me", "2026-12-02", "12:00", "Wednesday at noon", ""),
    ("How about Monday at half past two?", "2026-11-30", "14:30", "Monday at half past two", ""),
    ("Ring me on the 12th", "2026-12-12", "", "on the 12th", "call"),
    ("Call me on the 3rd of March at 4 pm", "2027-03-03", "16:00", "on the 3rd of March at 4 pm", "call"),
    ("Can you ring me Tuesday week?", "2026-12-08", "", "Tuesday week", "call"),
    ("See you a week on Friday", "2026-12-04", "", "a week on Friday", ""),
    ("In the new year please", "2027-01-04", "", "In the new year", ""),
    ("Contact us after Christmas", "2027-01-04", "", "after Christmas", ""),
    ("Better to talk after Easter", "2027-03-30", "", "after Easter", "call"),
    ("Send the samples on Monday", "2026-11-30", "", "Monday", "email"),
    ("They asked me to ring again later today at 4", "2026-11-26", "16:00", "later today at 4", "call"),
    ("Was out, call her tomorrow at 9", "2026-11-27", "09:00", "tomorrow at 9", "call"),
    ("Joe was with them last week, so please call again on Thursday", "2026-12-03", "", "Thursday", "call"),
    ("I am only back after the weekend", "2026-11-30", "", "after the weekend", ""),
    ("Please text me next fri", "2026-12-04", "", "next fri", ""),
    ("Call us in 10 days", "2026-12-07", "", "in 10 days", "call"),
    ("Available from 14 December 2026", "2026-12-14", "", "14 December 2026", ""),
    ("Could you pop in on December 9th?", "2026-12-09", "", "December 9th", "visit"),
    ("Ring at 9:30 tomorrow", "2026-11-27", "09:30", "at 9:30 tomorrow", "call"),
    ("Can we meet at 3 on Friday?", "2026-11-27", "15:00", "at 3 on Friday", "meeting"),
    ("Tomorrow, 14:00", "2026-11-27", "14:00", "Tomorrow, 14:00", ""),
    ("Ring in May", "2027-05-03", "", "in May", "call"),
    # After a day is not on it, and not when the business is shut.
    ("Call me after Friday", "2026-11-30", "", "after Friday", "call"),
    ("after Monday", "2026-12-01", "", "after Monday", ""),
    ("Please ring after Tuesday at 10", "2026-12-02", "10:00", "after Tuesday at 10", "call"),
    ("Ring after 14 December please", "2026-12-15", "", "after 14 December", "call"),
    ("Ring after the 12th", "2026-12-14", "", "after the 12th", "call"),
    ("Call after tomorrow", "2026-11-30", "", "after tomorrow", "call"),
    ("Ring by the 5th March", "2027-03-05", "", "the 5th March", "call"),
    ("Call us after November", "2026-12-01", "", "after November", "call"),
    ("Call us after November 2026", "2026-12-01", "", "after November 2026", "call"),
    ("Call us after March", "2027-04-01", "", "after March", "call"),
    # A sign that becomes two in small letters moves no word.
    ("İnci says call me on Tuesday", "2026-12-01", "", "Tuesday", "call"),
]  # fmt: skip

NOTHING = [
    "I may be free",
    "March is our dog",
    "We bought the sofa in March",
    "They moved house last Friday",
    "April called about the chairs",
    "June is his wife, and very kind",
    "We are open every Friday",
    "Please do not call me on Friday",
    "She can’t do Tuesday",
    "The sun has bleached the chairs",
    "He sat down at once",
    "It took 3/4 of an hour",
    "They answer 24/7",
    "A quote from April Jones was cheaper",
    "The wedding is in June",
    "Saw it at the Black Friday sale",
    "The call was on Monday",
    "We met in May, in the shop",
    "Likes Sunday roast and green wool",
    "Delivered on 3/11, all fine",
    "Call me on 31 June",
    "Monday to Friday we are at home",
    "They wanted it by 4 March 2025",
    "August Miller, Thornbury",
    "Call me in November",
    "Ring in early November",
    "Ring in mid-November",
    "Call us after next week",
    "",
]


@pytest.mark.parametrize(("text", "on", "time", "words", "how"), SENTENCES)
def test_a_day_is_read_with_the_words_that_say_it(
    text: str, on: str, time: str, words: str, how: str
) -> None:
    found = follow_up_in(text, written_on=THURSDAY)
    assert found is not None
    told = f"{found.time:%H:%M}" if found.time else ""
    assert (found.on.isoformat(), told, found.words, found.how) == (on, time, words, how)


def test_easter_is_when_the_calendar_says() -> None:
    # Published tables: https://www.gov.uk/bank-holidays and the Book of Common Prayer.
    days = [easter(year).isoformat() for year in (2024, 2025, 2026, 2027, 2038)]
    assert days == ["2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25"]


@pytest.mark.parametrize(
    ("text", "written_on", "on"),
    [
        # In summer the summer's, in spring Easter's; else nobody can tell which.
        ("after the holidays", "2026-07-20", "2026-09-01"),
        ("after the holidays", "2026-03-20", "2026-04-07"),
        ("after the holidays", "2026-05-10", ""),
        # A Friday that is said on a Friday is the next one; the last day of a month is the next month’s.
        ("Friday at 3", "2026-11-27", "2026-12-04"),
        ("end of the month", "2026-11-30", "2026-12-31"),
        ("end of the week", "2026-11-27", "2026-12-04"),
        # Within a month or a season nobody can tell whether now is meant, or next year.
        ("Call me in November", "2026-11-03", ""),
        ("Call me in March", "2026-03-10", ""),
        ("Call me in March", "2026-02-28", "2026-03-02"),
        ("Call me in March 2027", "2026-03-10", "2027-03-01"),
        ("Call me in the winter", "2027-01-10", ""),
        ("Call me at the end of November", "2026-11-03", "2026-11-30"),
        ("Call me after November", "2026-12-03", "2027-12-01"),
        ("Call me on 29 February", "2026-11-26", "2028-02-29"),
        ("Call me in a month", "2027-01-31", "2027-03-01"),
    ],
)
def test_the_day_goes_by_when_it_was_written(text: str, written_on: str, on: str) -> None:
    found = follow_up_in(text, written_on=datetime.date.fromisoformat(written_on))
    assert (found.on.isoformat() if found else "") == on


def test_what_is_vague_falls_on_a_day_when_the_business_is_open() -> None:
    def never_in_the_first_week(day: datetime.date) -> bool:
        return day.weekday() < 5 and day.day > 7

    march = follow_up_in("Call me in March", written_on=THURSDAY, is_open=never_in_the_first_week)
    said = follow_up_in("Call me on 1 March", written_on=THURSDAY, is_open=never_in_the_first_week)
    assert march is not None
    assert said is not None
    assert (march.on.day, said.on.day) == (8, 1)


def test_a_long_text_of_numbers_is_read_in_no_time() -> None:
    text = "on 3/4/5 in 1 or 2 more " * 2000

    assert follow_up_in(text, written_on=THURSDAY) is None
    assert seconds_of(lambda: follow_up_in(text, written_on=THURSDAY)) < 1


@pytest.mark.parametrize("text", NOTHING)
def test_what_names_no_day_for_us_gives_nothing(text: str) -> None:
    assert follow_up_in(text, written_on=THURSDAY) is None
