"""Whether a program sent it: then it is no enquiry, and nobody is to answer it (RFC 3834)."""

import re

from tandem.office.mail.letter import Letter

SERVERS = re.compile(r"(mailer-daemon|postmaster|mail-daemon)@", re.IGNORECASE)
AUTOMATIC = ("x-autoreply", "x-autorespond", "x-autoresponse", "x-auto-reply")
LISTS = ("list-id", "list-post", "list-unsubscribe", "list-unsubscribe-post")
SPAM = re.compile(r"\s*yes\b", re.IGNORECASE)


def reason_of(letter: Letter) -> str:
    """A value of `mailboxes.words.Reason`; empty where a person wrote it, as far as one can tell."""
    heads = letter.heads
    if any(SPAM.match(heads.get(name, "")) for name in ("x-spam-flag", "x-spam-status", "x-spam")):
        return "spam"
    if letter.kind == "multipart/report" or SERVERS.search(letter.sender.address):
        return "bounce" if "disposition-notification" not in heads.get("content-type", "") else "automatic"
    submitted = heads.get("auto-submitted", "no").partition(";")[0].strip().lower()
    precedence = heads.get("precedence", "").strip().lower()
    if submitted not in ("no", "") or any(name in heads for name in AUTOMATIC) or precedence == "auto_reply":
        return "automatic"
    if precedence in ("bulk", "list", "junk") or any(name in heads for name in LISTS):
        return "list"
    return "automatic" if heads.get("return-path", "").strip() == "<>" else ""
