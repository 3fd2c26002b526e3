"""What somebody wrote this time: without the mail that they answer and without their signature.

Only where it is safe to tell: words between or below a quotation are theirs, so then everything stays.
"""

import re

SIGNATURE = re.compile(r"\n-- ?\n[\s\S]*\Z")
LONGEST_SIGNATURE = 1500
# “On Tue, 3 Nov 2026, Maya wrote:” as the programs of many languages say it; it may run over two lines.
INTRODUCED = re.compile(
    r"^(?:On|Am|Le|El|Il|Op|Em|Den|På|Dnia|W dniu|Dne|ke)\b[^\n]{0,200}(?:\n[^\n]{0,120})?"
    r"\b(?:wrote|schrieb|écrit|escribió|scritto|schreef|escreveu|skrev|kirjoitti|napisał(?:\(?a\)?)?|napsal(?:\(a\))?)"
    r"\b[^\n]{0,80}(?:\n[^\n]{0,120})?:\s*$",
    re.MULTILINE | re.IGNORECASE,
)
DIVIDED = re.compile(
    r"^\s*(?:-{2,}\s*(?:Original Message|Ursprüngliche Nachricht|Message d’origine|Message d'origine|"
    r"Mensaje original|Messaggio originale|Oorspronkelijk bericht|Mensagem original|Originalmeddelande|"
    r"Oprindelig meddelelse|Opprinnelig melding)\s*-{2,}|_{20,})\s*$",
    re.MULTILINE | re.IGNORECASE,
)


def own_words(text: str) -> str:
    """Never less than something: where nothing of their own would be left, the whole is given back."""
    found = _without_signature(_without_quotation(text.strip()))
    return found or text.strip()


def _without_quotation(text: str) -> str:
    divided = DIVIDED.search(text)
    if divided and _is_head_of_another(text[divided.end() :]):
        return text[: divided.start()].rstrip()
    lines = text.split("\n")
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].startswith(">")):
        end -= 1
    quoted = [line for line in lines[end:] if line.startswith(">")]
    if not quoted:
        return text
    above = "\n".join(lines[:end])
    introduced = [one for one in INTRODUCED.finditer(above) if not above[one.end() :].strip()]
    return above[: introduced[-1].start()].rstrip() if introduced else above.rstrip()


def _is_head_of_another(text: str) -> bool:
    """From, date, subject: two lines at least that look like the head of the mail that is answered."""
    first = [line for line in text.strip().split("\n")[:6] if re.match(r"\*?[^\s:][^:\n]{0,30}:\*?\s", line)]
    return len(first) >= 2


def _without_signature(text: str) -> str:
    signature = SIGNATURE.search(f"\n{text}")
    if signature and len(signature[0]) <= LONGEST_SIGNATURE:
        return f"\n{text}"[: signature.start()].strip()
    return text
