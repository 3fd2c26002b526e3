"""What is said where a passkey cannot be used, and how often one may try."""

from django.utils.translation import gettext_lazy as _

from tandem.office.limits.words import Rate

# Signing in asks twice: for what is to be signed, and with it signed. One address: ten sign-ins at once, then
# one in six seconds, as for passwords. All together: a hundred, then five a second.
OF_ONE, OF_ALL = Rate(20, 3), Rate(200, 0.1)
LONGEST_NAME = 60
# A browser sends about 2 kB; some keys add their maker's certificates.
LONGEST_CREDENTIAL = 32_000

UNREADABLE = _("What the browser sent cannot be read. Please try again.")
NOT_TAKEN = _("That passkey does not open this account. Try another one, or sign in with your password.")
NOT_KEPT = _("That did not work, or it took too long. Please try again.")
ELSEWHERE = _("That passkey was asked for by another address than this one, so it does not count here.")
TOO_MANY = _("Many are trying just now. Wait a minute, and try once more.")
KNOWN = _("This passkey is here already.")
GONE = _("This passkey is not here any more.")
