import logging
import re

# What opens a door without a password, as it stands in an address: sign-in, invitation, first run, reset.
TOKEN = re.compile(r"(?<=/)[\w-]{22,}")


class WithoutTokens(logging.Filter):
    """Django writes the address of what it refused; a log must not hold the key that stood in it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = TOKEN.sub("…", record.getMessage())
        record.args = ()
        return True
