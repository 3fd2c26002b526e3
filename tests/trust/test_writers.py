"""Many people writing at once over HTTP: whatever was answered with “done” stands there, once."""

import itertools
import re
import secrets
import threading
import time
from collections import Counter
from dataclasses import dataclass, field, replace

import pytest

from tests.trust.grounds import Ground
from tests.trust.small_business import capture, signed_in
from tests.trust.visitor import Visitor


@dataclass
class Writer:
    """Writes an enquiry and a note in turn until the time is up, and remembers what was acknowledged."""

    visitor: Visitor
    person: str
    name: str
    captured: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)

    def write(self, start: threading.Barrier, seconds: float) -> None:
        capture_form = self.visitor.form("/marketing/capture/")
        note_form = self.visitor.form(self.person, f"{self.person}note/")
        start.wait(timeout=60)
        until = time.monotonic() + seconds
        for count in itertools.count():
            if time.monotonic() >= until:
                return
            words = f"{self.name} wrote word {count} {secrets.token_hex(4)}"
            form, kept = [(capture_form, self.captured), (note_form, self.noted)][count % 2]
            who = {"who": f"Asker {self.name} {count}"} if kept is self.captured else {}
            answer = self.visitor.send(form, words=words, once=secrets.token_urlsafe(18), **who)
            if answer.status == 303:
                kept.append(words)
            else:
                self.refused.append((answer.status, answer.html))

    @property
    def done(self) -> int:
        return len(self.captured) + len(self.noted)


def a_person(visitor: Visitor) -> str:
    """The address of somebody's page, as it stands on their enquiry."""
    enquiry = visitor.visit(capture(visitor, "Ruth Adeyemi"))
    return next(link for link in enquiry.page.links if re.fullmatch(r"/people/\d+/", link))


def write_together(house_url: str, clients: int, seconds: float) -> list[Writer]:
    person = a_person(signed_in(house_url))
    writers = [Writer(signed_in(house_url), person, f"client{number}") for number in range(clients)]
    start = threading.Barrier(clients)
    threads = [threading.Thread(target=writer.write, args=(start, seconds)) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return writers


@pytest.mark.long
def test_the_same_with_the_sqlite_of_the_system(ground: Ground) -> None:
    if ground.address:
        pytest.skip("asked on SQLite only: PostgreSQL has nothing to do with it")
    test_nothing_acknowledged_is_missing_and_nothing_stands_twice(replace(ground, of_the_system=True), 16, 10)


@pytest.mark.parametrize(
    ("clients", "seconds"), [(2, 2), pytest.param(16, 10, marks=pytest.mark.long)], ids=["two", "sixteen"]
)
def test_nothing_acknowledged_is_missing_and_nothing_stands_twice(
    ground: Ground, clients: int, seconds: int
) -> None:
    # given a server, and people each signed in at their own machine
    with ground.served() as house:
        # when they all write as fast as they can
        writers = write_together(house.url, clients, seconds)

    # then none was refused
    assert [refusal for writer in writers for refusal in writer.refused] == []

    # and exactly what was acknowledged stands there, once, with its line in the journal and its statistics
    captured = Counter(words for writer in writers for words in writer.captured)
    noted = Counter(words for writer in writers for words in writer.noted)
    assert stored(ground, "marketing_enquiry") == captured
    assert stored(ground, "people_entry") == captured + noted
    assert lines_by_verb(ground) == {
        "marketing.enquiry.heard": captured.total() + 1,
        "people.entry.noted": noted.total(),
    }
    assert ground.rows("SELECT COUNT(*) FROM together_enquiryfact") == [(captured.total() + 1,)]
    assert ground.rows("SELECT SUM(count) FROM together_enquirystatistic") == [(captured.total() + 1,)]

    # and nobody was starved
    done = [writer.done for writer in writers]
    assert min(done) >= 0.5 * sum(done) / len(done), done


def stored(ground: Ground, table: str) -> Counter[str]:
    question = f"SELECT words FROM {table} WHERE words LIKE %s"  # noqa: S608 a name of our own
    return Counter(words for (words,) in ground.rows(question, "client%"))


def lines_by_verb(ground: Ground) -> dict[str, int]:
    question = "SELECT verb, COUNT(*) FROM office_journalline WHERE verb IN (%s, %s) GROUP BY verb"
    return dict(ground.rows(question, "marketing.enquiry.heard", "people.entry.noted"))
