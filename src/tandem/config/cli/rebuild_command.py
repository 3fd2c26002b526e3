"""`tandem rebuild`: the statistics made anew from the desks' own rows, and marketing's copies of sales."""

import argparse

from django.utils import timezone
from django.utils.translation import ngettext

from tandem.handover.feedback.actions import hand_back_all
from tandem.together.statistics.actions import rebuild


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(options: argparse.Namespace) -> int:
    now = timezone.now()
    rebuilt = rebuild(by=None, at=now)
    enquiries = ngettext("%d enquiry", "%d enquiries", rebuilt.enquiries) % rebuilt.enquiries
    orders = ngettext("%d order", "%d orders", rebuilt.orders) % rebuilt.orders
    print(f"{enquiries} and {orders} were counted anew.")
    if rebuilt.was_right:
        print("Nothing differed.")
    else:
        print(f"{rebuilt.moved} stood in the wrong place, and {rebuilt.wrong_sums} sums were wrong. Mended.")
    if news := hand_back_all(by=None, at=now):
        print(ngettext("%d sale was", "%d sales were", news) % news + " handed back to customer care.")
    return 0
