"""Hats on and off, forgotten, guessed, and put right by hand; each with the hours that stand afterwards."""

import datetime

import pytest

from tandem.office.accounts.models import User
from tandem.office.accounts.words import Hat, Role
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.office.profile.actions import wear_hat
from tandem.people.timeline.words import Purpose
from tandem.together.hats import actions
from tandem.together.hats.models import Correction, Stretch
from tandem.together.hats.queries import guesses_for, left_on, on_or_asked
from tests.sales.shop import a_business, a_user
from tests.together.hats.day import at, hours, noted, works

pytestmark = pytest.mark.django_db
M, S = Hat.MARKETING, Hat.SALES
THEN_ALREADY = "Your marketing hat was on then already, today, 9:00 to 10:00. No hour has two hats."


@pytest.fixture
def maya() -> User:
    a_business()
    return a_user("Maya", Role.OWNER)


def wear(hat: str, user: User, clock: str) -> None:
    wear_hat(hat=hat, by=user, at=at(clock))


def one_of(user: User) -> Stretch:
    return Stretch.objects.get(user=user)


def added(user: User, hat: str, start: str, end: str, *, now: str = "18:00") -> Stretch:
    actions.add(hat=hat, started_at=at(start), ended_at=at(end), by=user, at=at(now))
    return Stretch.objects.get(user=user, started_at=at(start))


def test_a_hat_put_on_begins_its_time_and_ends_the_others(maya: User) -> None:
    wear(M, maya, "09:00")
    wear(S, maya, "10:30")
    wear(S, maya, "11:00")
    actions.take_off(by=maya, at=at("12:15"))
    assert hours(maya) == [(M, "09:00", "10:30", "kept"), (S, "10:30", "12:15", "kept")]
    assert User.objects.get(pk=maya.pk).hat == S


def test_taking_off_twice_does_no_more(maya: User) -> None:
    wear(M, maya, "09:00")
    actions.take_off(by=maya, at=at("10:00"))
    assert actions.take_off(by=maya, at=at("11:00")) is None
    assert hours(maya) == [(M, "09:00", "10:00", "kept")]


def test_a_slip_of_the_finger_is_gone_and_the_hat_before_goes_on(maya: User) -> None:
    wear(M, maya, "09:00")
    wear(S, maya, "10:00:00")
    wear(M, maya, "10:00:40")
    actions.take_off(by=maya, at=at("11:00"))
    assert hours(maya) == [(M, "09:00", "11:00", "kept")]


def test_who_only_reads_wears_a_hat_and_keeps_no_hours() -> None:
    reader = a_user("Rae", Role.READ_ONLY)
    wear(S, reader, "09:00")
    assert User.objects.get(pk=reader.pk).hat == S
    assert hours(reader) == []
    with pytest.raises(NotAllowed):
        added(reader, S, "09:00", "10:00")


def test_putting_on_and_off_stands_in_no_journal(maya: User) -> None:
    wear(M, maya, "09:00")
    actions.take_off(by=maya, at=at("10:00"))
    assert not JournalLine.objects.exists()


def test_a_forgotten_hat_counts_to_the_last_sign_and_is_asked_about(maya: User) -> None:
    # given a hat that was put on in the morning, and work until twenty to five
    wear(M, maya, "09:00")
    works(maya, at("10:00"), at("13:30"), at("16:40"))

    # when the same hat is put on the next day
    wear_hat(hat=M, by=maya, at=at("09:10", 25))

    # then the day before counts to its last sign, and somebody asks
    assert hours(maya) == [(M, "09:00", "16:40", "kept"), (M, "25 09:10", "on", "kept")]
    (asked,) = left_on(on_or_asked(maya), at=at("09:15", 25))
    assert (asked.until, asked.row.left_on_until) == (at("16:40"), at("09:10", 25))


def test_it_is_asked_about_before_anybody_takes_it_off(maya: User) -> None:
    wear(M, maya, "09:00")
    works(maya, at("09:50"))
    assert left_on(on_or_asked(maya), at=at("13:50")) == []
    (asked,) = left_on(on_or_asked(maya), at=at("13:51"))
    assert (asked.until, asked.was_left_on) == (at("09:50"), True)
    assert hours(maya) == [(M, "09:00", "on", "kept")]


def test_saying_that_it_was_right_keeps_it(maya: User) -> None:
    wear(M, maya, "09:00")
    works(maya, at("09:50"))
    line = actions.say_right(row=one_of(maya), expected_version=1, by=maya, at=at("20:00"))
    assert hours(maya) == [(M, "09:00", "09:50", "kept")]
    assert left_on(on_or_asked(maya), at=at("20:00")) == []
    undo(line_id=line.pk, by=maya, at=at("20:01"))
    assert [one.until for one in left_on(on_or_asked(maya), at=at("20:01"))] == [at("09:50")]


def test_without_any_sign_nothing_counts(maya: User) -> None:
    wear(M, maya, "09:00")
    actions.take_off(by=maya, at=at("20:00"))
    row = one_of(maya)
    assert (row.started_at, row.ended_at, row.left_on_until) == (at("09:00"), at("09:00"), at("20:00"))
    actions.say_right(row=row, expected_version=row.version, by=maya, at=at("20:01"))
    assert hours(maya) == []


def test_nobody_says_right_of_a_hat_that_is_worn(maya: User) -> None:
    wear(M, maya, "09:00")
    with pytest.raises(Refused, match="is on still"):
        actions.say_right(row=one_of(maya), expected_version=1, by=maya, at=at("10:00"))


def test_another_persons_work_is_no_sign(maya: User) -> None:
    joe = a_user("Joe", Role.SALES)
    wear(M, maya, "09:00")
    works(joe, at("11:00"), at("14:00"))
    assert [one.until for one in left_on(on_or_asked(maya), at=at("15:00"))] == [at("09:00")]


def test_what_was_noted_with_its_minutes_is_guessed_and_counts_when_said_so(maya: User) -> None:
    # given a visit and a call for sales, care for a customer, a note without minutes, and another person’s
    told = at("19:00")
    noted(maya, Purpose.SELLING, at("14:00"), 50, told=told)
    noted(maya, Purpose.SELLING, at("15:10"), 10, told=told)
    noted(maya, Purpose.CARE, at("16:00"), 30, told=told)
    noted(maya, Purpose.MARKETING, at("11:00"), None, told=told)
    noted(a_user("Joe"), Purpose.SELLING, at("09:00"), 60, told=told)

    # when they are guessed
    first, second = guesses_for(maya, at=at("19:30"))

    # then both hats have theirs, care under marketing, and each counts when it is said to be right
    assert (first.hat, first.start, first.end, first.notes) == (S, at("14:00"), at("15:20"), 2)
    assert (second.hat, second.start, second.end, second.notes) == (M, at("16:00"), at("16:30"), 1)
    actions.answer_guesses(keys=[first.key], is_work=True, by=maya, at=at("19:31"))
    assert hours(maya) == [(S, "14:00", "15:20", "guessed")]
    assert guesses_for(maya, at=at("19:32")) == [second]


def test_a_guess_that_is_wrong_is_not_guessed_again_until_that_is_taken_back(maya: User) -> None:
    noted(maya, Purpose.SELLING, at("14:00"), 50, told=at("19:00"))
    (guess,) = guesses_for(maya, at=at("19:30"))
    line = actions.answer_guesses(keys=[guess.key], is_work=False, by=maya, at=at("19:31"))
    assert (hours(maya), guesses_for(maya, at=at("19:32"))) == ([], [])
    # It counts nowhere, so another time may stand there.
    added(maya, M, "14:10", "14:20", now="19:40")
    undo(line_id=line.pk, by=maya, at=at("19:45"))
    assert [(one.start, one.end) for one in guesses_for(maya, at=at("19:50"))] == [
        (at("14:00"), at("14:10")),
        (at("14:20"), at("14:50")),
    ]


def test_a_note_that_was_taken_back_is_guessed_no_more(maya: User) -> None:
    entry = noted(maya, Purpose.SELLING, at("14:00"), 50, told=at("19:00"))
    (guess,) = guesses_for(maya, at=at("19:30"))
    line = JournalLine.objects.get(verb="people.entry.noted", row_id=entry.pk)
    undo(line_id=line.pk, by=maya, at=at("19:31"))
    assert guesses_for(maya, at=at("19:32")) == []
    with pytest.raises(Refused, match="has changed meanwhile"):
        actions.answer_guesses(keys=[guess.key], is_work=True, by=maya, at=at("19:33"))


def test_time_kept_by_a_hat_is_not_guessed(maya: User) -> None:
    wear(S, maya, "14:00")
    noted(maya, Purpose.SELLING, at("14:10"), 30, told=at("15:30"))
    actions.take_off(by=maya, at=at("15:40"))
    assert guesses_for(maya, at=at("16:00")) == []


def test_what_was_forgotten_is_guessed_beside_what_counts(maya: User) -> None:
    # given a hat that was left on after ten, and a visit in the afternoon that was noted in the evening
    wear(M, maya, "09:00")
    works(maya, at("10:00"))
    noted(maya, Purpose.SELLING, at("14:00"), 60, told=at("20:00"))
    (guess,) = guesses_for(maya, at=at("20:10"))
    assert (guess.hat, guess.start, guess.end) == (S, at("14:00"), at("15:00"))
    actions.answer_guesses(keys=[guess.key], is_work=True, by=maya, at=at("20:11"))
    actions.take_off(by=maya, at=at("20:12"))
    assert hours(maya) == [(M, "09:00", "10:00", "kept"), (S, "14:00", "15:00", "guessed")]


def test_time_is_added_put_right_and_taken_out_each_with_an_undo(maya: User) -> None:
    row = added(maya, M, "09:00", "10:00")
    version = row.version
    changed = actions.put_right(
        row=row, expected_version=version, hat=S, started_at=at("09:30"), ended_at=at("11:00"), by=maya,
        at=at("18:01"),
    )  # fmt: skip
    assert hours(maya) == [(S, "09:30", "11:00", "by_hand")]
    removed = actions.remove(row=one_of(maya), expected_version=version + 1, by=maya, at=at("18:02"))
    assert hours(maya) == []
    undo(line_id=removed.pk, by=maya, at=at("18:03"))
    assert hours(maya) == [(S, "09:30", "11:00", "by_hand")]
    assert changed is not None
    with pytest.raises(Refused, match="put right again since"):
        undo(line_id=changed.pk, by=maya, at=at("18:04"))


def test_a_change_is_taken_back(maya: User) -> None:
    wear(M, maya, "09:00")
    actions.take_off(by=maya, at=at("10:00"))
    row = one_of(maya)
    line = actions.put_right(
        row=row, expected_version=row.version, hat=S, started_at=at("09:00"), ended_at=at("12:00"), by=maya,
        at=at("18:00"),
    )  # fmt: skip
    assert line is not None
    undo(line_id=line.pk, by=maya, at=at("18:01"))
    assert hours(maya) == [(M, "09:00", "10:00", "kept")]


def test_a_stretch_is_split_and_joined_again(maya: User) -> None:
    row = added(maya, M, "09:00", "12:00")
    line = actions.split(row=row, expected_version=1, cut_at=at("10:15"), hat=S, by=maya, at=at("18:01"))
    assert hours(maya) == [(M, "09:00", "10:15", "by_hand"), (S, "10:15", "12:00", "by_hand")]
    undo(line_id=line.pk, by=maya, at=at("18:02"))
    assert hours(maya) == [(M, "09:00", "12:00", "by_hand")]


def test_the_hat_that_is_on_is_split_and_goes_on(maya: User) -> None:
    wear(M, maya, "09:00")
    row = one_of(maya)
    actions.split(row=row, expected_version=1, cut_at=at("10:00"), hat=S, by=maya, at=at("11:00"))
    actions.take_off(by=maya, at=at("12:00"))
    assert hours(maya) == [(M, "09:00", "10:00", "by_hand"), (S, "10:00", "12:00", "by_hand")]


@pytest.mark.parametrize("clock", ["09:00", "08:59", "12:00", "13:00"])
def test_it_is_split_only_inside(maya: User, clock: str) -> None:
    row = added(maya, M, "09:00", "12:00")
    with pytest.raises(Refused, match="between its beginning and its end"):
        actions.split(row=row, expected_version=1, cut_at=at(clock), hat=S, by=maya, at=at("18:01"))


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        (
            "08:30",
            "09:01",
            THEN_ALREADY,
        ),
        (
            "09:15",
            "09:45",
            THEN_ALREADY,
        ),
        (
            "08:00",
            "11:00",
            THEN_ALREADY,
        ),
        ("11:00", "11:00", "It must end after it began."),
        ("17:30", "18:01", "This time is still to come. Hours tell what has been."),
        ("05:00", "17:01", "That is more than twelve hours at a stretch. Is the time right?"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    maya: User, monkeypatch: pytest.MonkeyPatch, start: str, end: str, sentence: str
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: at("18:00"))
    added(maya, M, "09:00", "10:00")
    with pytest.raises(Refused) as refused:
        added(maya, S, start, end)
    assert refused.value.sentence == sentence
    assert hours(maya) == [(M, "09:00", "10:00", "by_hand")]


def test_what_only_touches_does_not_overlap(maya: User) -> None:
    added(maya, M, "09:00", "10:00")
    added(maya, S, "10:00", "11:00")
    added(maya, S, "08:00", "09:00")
    assert [row[1] for row in hours(maya)] == ["08:00", "09:00", "10:00"]


def test_the_hat_that_is_on_takes_its_time_too(maya: User) -> None:
    wear(M, maya, "09:00")
    with pytest.raises(Refused, match="still is"):
        added(maya, S, "09:30", "10:00", now="10:30")
    # but not what it does not count for
    added(maya, S, "14:00", "15:00", now="20:00")
    assert hours(maya) == [(M, "09:00", "on", "kept"), (S, "14:00", "15:00", "by_hand")]


def test_it_cannot_end_in_the_air(maya: User) -> None:
    row = added(maya, M, "09:00", "10:00")
    with pytest.raises(Refused, match="until when"):
        actions.put_right(
            row=row, expected_version=1, hat=M, started_at=at("09:00"), ended_at=None, by=maya, at=at("18:00")
        )


def test_whoever_saw_an_older_version_is_told(maya: User) -> None:
    seen, row = added(maya, M, "09:00", "10:00"), one_of(maya)
    later = {"hat": S, "started_at": at("09:00"), "ended_at": at("10:00"), "by": maya, "at": at("18:01")}
    actions.put_right(row=row, expected_version=1, **later)
    for act in (
        lambda: actions.put_right(
            row=seen, expected_version=1, **{**later, "hat": M, "ended_at": at("09:30")}
        ),
        lambda: actions.remove(row=seen, expected_version=1, by=maya, at=at("18:02")),
        lambda: actions.split(
            row=seen, expected_version=1, cut_at=at("09:30"), hat=S, by=maya, at=at("18:02")
        ),
    ):
        with pytest.raises(Stale):
            act()
    assert hours(maya) == [(S, "09:00", "10:00", "by_hand")]


def test_an_undo_makes_no_overlap(maya: User) -> None:
    row = added(maya, M, "09:00", "10:00")
    line = actions.remove(row=row, expected_version=1, by=maya, at=at("18:01"))
    added(maya, S, "09:30", "10:30")
    with pytest.raises(Refused, match="No hour has two hats"):
        undo(line_id=line.pk, by=maya, at=at("18:02"))
    assert hours(maya) == [(S, "09:30", "10:30", "by_hand")]


def test_the_journal_says_that_hours_were_put_right_and_not_which(maya: User) -> None:
    added(maya, M, "09:00", "10:00")
    (line,) = JournalLine.objects.filter(verb="together.hours.corrected")
    assert (line.title, line.before, list(line.after), line.note) == ("", {}, ["correction"], "")


def test_nobody_else_takes_it_back_or_puts_it_right(maya: User) -> None:
    row, ines = added(maya, M, "09:00", "10:00"), a_user("Ines", Role.OWNER)
    line = JournalLine.objects.get(verb="together.hours.corrected")
    with pytest.raises(Refused, match="Only the person whose hours they are"):
        undo(line_id=line.pk, by=ines, at=at("18:02"))
    for act in (
        lambda: actions.remove(row=row, expected_version=1, by=ines, at=at("18:02")),
        lambda: actions.say_right(row=row, expected_version=1, by=ines, at=at("18:02")),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert hours(maya) == [(M, "09:00", "10:00", "by_hand")]


def test_what_can_no_longer_be_undone_is_forgotten(maya: User) -> None:
    added(maya, M, "09:00", "10:00")
    later = at("18:00") + datetime.timedelta(days=8)
    actions.add(hat=S, started_at=at("11:00"), ended_at=at("12:00"), by=maya, at=later)
    assert [kept.at for kept in Correction.objects.all()] == [later]


def test_everything_of_ones_own_is_deleted_and_nothing_of_others(maya: User) -> None:
    joe = a_user("Joe", Role.SALES)
    added(maya, M, "09:00", "10:00")
    added(joe, S, "09:00", "10:00")
    wear(M, maya, "18:10")
    assert actions.forget_all(by=maya, at=at("18:20")) == 2
    assert (hours(maya), hours(joe)) == ([], [(S, "09:00", "10:00", "by_hand")])
    assert Correction.objects.get().user == joe


def test_hours_go_with_their_person(maya: User) -> None:
    added(maya, M, "09:00", "10:00")
    maya.delete()
    assert (Stretch.objects.count(), Correction.objects.count()) == (0, 0)
