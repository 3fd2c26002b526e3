"""Guesses from what was noted with its minutes, with exact results. Pure: no database."""

from datetime import UTC, datetime, timedelta

from tandem.office.accounts.words import Hat
from tandem.together.hats.guessing import Guess, Noted, Span, guesses

LATE = timedelta(hours=5)
M, S = Hat.MARKETING, Hat.SALES


def at(clock: str, day: int = 24) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def noted(hat: Hat, clock: str, minutes: int, *, at_once: bool = False) -> Noted:
    moment = at(clock)
    return Noted(hat, moment, moment if at_once else moment + LATE, minutes)


def span(start: str, end: str) -> Span:
    return at(start), at(end)


def guessed(*notes: Noted, known: tuple[Span, ...] = (), until: str = "23:59") -> list[Guess]:
    return guesses(notes, known, until=at(until))


def test_what_is_noted_at_once_has_just_ended_and_a_typed_time_is_a_beginning() -> None:
    assert guessed(noted(S, "10:00", 20, at_once=True)) == [Guess(S, at("9:40"), at("10:00"))]
    assert guessed(noted(S, "10:00", 20)) == [Guess(S, at("10:00"), at("10:20"))]


def test_notes_for_one_hat_within_half_an_hour_are_one_stretch() -> None:
    near = guessed(noted(S, "10:50", 10), noted(S, "10:00", 20))
    far = guessed(noted(S, "10:00", 20), noted(S, "10:51", 10))
    assert near == [Guess(S, at("10:00"), at("11:00"), 2)]
    assert far == [Guess(S, at("10:00"), at("10:20")), Guess(S, at("10:51"), at("11:01"))]


def test_no_minute_is_guessed_for_two_hats() -> None:
    found = guessed(noted(M, "10:00", 30), noted(S, "10:20", 30), noted(M, "10:25", 10))
    assert found == [Guess(M, at("10:00"), at("10:30")), Guess(S, at("10:30"), at("10:50"))]


def test_time_that_is_known_is_not_guessed_again() -> None:
    # given an hour of which the middle is known
    found = guessed(noted(M, "10:00", 60), known=(span("10:10", "10:40"), span("12:00", "13:00")))
    assert found == [Guess(M, at("10:00"), at("10:10")), Guess(M, at("10:40"), at("11:00"))]
    assert guessed(noted(M, "10:00", 60), known=(span("9:00", "12:00"),)) == []


def test_notes_on_both_sides_of_known_time_are_not_joined_across_it() -> None:
    found = guessed(noted(S, "10:00", 20), noted(S, "10:40", 20), known=(span("10:20", "10:40"),))
    assert found == [Guess(S, at("10:00"), at("10:20")), Guess(S, at("10:40"), at("11:00"))]


def test_less_than_five_minutes_are_not_worth_a_question() -> None:
    assert guessed(noted(S, "10:00", 4)) == []
    assert guessed(noted(S, "10:00", 20), known=(span("10:04", "10:20"),)) == []


def test_what_has_not_ended_yet_is_guessed_later() -> None:
    assert guessed(noted(S, "10:00", 60), until="10:59") == []
    assert guessed(noted(S, "10:00", 60), until="11:00") == [Guess(S, at("10:00"), at("11:00"))]


def test_a_guess_is_named_by_all_that_it_says() -> None:
    (guess,) = guessed(noted(S, "10:00", 20))
    assert guess.key == "sales/2026-11-24T10:00:00+00:00/2026-11-24T10:20:00+00:00"
