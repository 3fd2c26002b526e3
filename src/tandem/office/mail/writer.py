"""Who wrote a letter that came to us by way of somebody or something else.

A message that one of us forwards is somebody else’s; so is what the form of a website sends in its own name.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tandem.office.mail.heads import Writer, one_line, writer_of
from tandem.office.mail.letter import Letter

IsOurs = Callable[[str], bool]
NOBODY_READS = re.compile(
    r"(no.?reply|do.?not.?reply|donot|wordpress|mailer|notif|webform|www-data)", re.IGNORECASE
)
LABELS = {
    "from": (
        "From|Von|De|Da|Van|Från|Fra|Lähettäjä|Od|Gönderen|Kimden|Feladó|От|差出人|发件人|寄件者|"
        "보낸사람"
    ),
    "subject": (
        "Subject|Betreff|Objet|Asunto|Oggetto|Onderwerp|Assunto|Ämne|Emne|Aihe|Temat|Předmět|Konu|Tárgy|Тема|"
        "件名|主题|主旨|제목"
    ),
    "other": (
        "Date|Sent|To|Cc|Reply-To|Datum|Gesendet|An|Envoyé|À|Enviado|Fecha|Para|Data|Inviato|A|Verzonden|Aan|"
        "Skickat|Till|Dato|Sendt|Til|Päiväys|Vastaanottaja|Do|Wysłano|Komu|Odesláno|Tarih|Kime|Dátum|Címzett|"
        "Дата|Кому|日付|宛先|日期|收件人|날짜|받는사람"
    ),
}  # fmt: skip
LABEL = re.compile(
    r"^[>\s*]*(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in LABELS.items())
    + r")\s*\*?\s?[:：]\*?\s*(?P<value>[^\n]*)$",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"[<(\[]?\s*(?:mailto:)?([^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]+\.[^\s<>()\[\],;:\"]+)")
LOOKED_AT = 60
MOST_HEAD_LINES = 12


@dataclass(frozen=True)
class Written:
    """The letter as its writer wrote it. `how` is a value of `mailboxes.words.SenderFrom`."""

    letter: Letter
    writer: Writer
    how: str = "header"
    forwarded_by: str = ""
    by_us: bool = False


def who_wrote(letter: Letter, is_ours: IsOurs) -> Written:
    sender, answers_to = letter.sender, letter.reply_to
    others = answers_to.folded and answers_to.folded != sender.folded and not is_ours(answers_to.folded)
    if sender.folded and not is_ours(sender.folded):
        if others and NOBODY_READS.search(sender.address):
            return Written(letter, answers_to, "reply_to", sender.address)
        return Written(letter, sender, forwarded_by=sent_on_by(letter))
    attached = letter.attached
    if attached is not None and attached.sender.folded and not is_ours(attached.sender.folded):
        whole = replace(attached, files=letter.files + attached.files, heads=letter.heads)
        return Written(whole, attached.sender, "attached", sender.address)
    if others:
        return Written(letter, answers_to, "reply_to", sender.address)
    original = writer_of(letter.heads.get("x-original-from", ""))
    if original.folded and not is_ours(original.folded):
        return Written(letter, original, "reply_to", sender.address)
    return read_from_text(letter, is_ours) or Written(letter, sender, by_us=bool(sender.folded))


def sent_on_by(letter: Letter) -> str:
    """Who or what sent it on without touching it: the sender in its head is the right one then."""
    for name in ("resent-from", "x-forwarded-for"):
        if (found := writer_of(letter.heads.get(name, "").split(" ")[0] or "")).folded:
            return found.address
    return writer_of(letter.heads.get("resent-from", "")).address


def read_from_text(letter: Letter, is_ours: IsOurs) -> Written | None:
    """A mail forwarded in the text: “From: …” in the first lines, with a date or a subject beside it."""
    lines = letter.text.split("\n")
    for place, line in enumerate(lines[:LOOKED_AT]):
        found = LABEL.match(line)
        if not found or not found["from"]:
            continue
        writer = _named(found["value"])
        head, end = _head_lines(lines, place)
        if not writer.folded or is_ours(writer.folded) or len(head) < 2:
            continue
        subject = next((one["value"] for one in head if one["subject"]), letter.subject)
        text = "\n".join(line.removeprefix("> ").removeprefix(">") for line in lines[end:]).strip()
        whole = replace(letter, subject=one_line(subject)[:500], text=text or letter.text, sent_at=None)
        return Written(whole, writer, "text", letter.sender.address)
    return None


def _named(value: str) -> Writer:
    address = ADDRESS.search(value)
    if not address:
        return Writer()
    name = one_line(value[: address.start()].strip(" \"'*<[(&;"))
    return Writer(address[1].rstrip(">*.").strip(), name[:200])


def _head_lines(lines: list[str], place: int) -> tuple[list[re.Match[str]], int]:
    """The lines of that head, and where the words begin."""
    found: list[re.Match[str]] = []
    for number, line in enumerate(lines[place : place + MOST_HEAD_LINES], start=place):
        if match := LABEL.match(line):
            found.append(match)
        elif not line.strip(" >*"):
            return found, number + 1
    return found, place + len(found)
