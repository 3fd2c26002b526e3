"""What Together reads. Every row here can be made anew from the desks' rows (`tandem rebuild`).

A *fact* is where one row is counted now, so that it can be taken out of there again. A *statistic* is a sum
of facts. Keys of other tables are kept without constraints: these tables keep nobody from deleting a row.
"""

from django.db import models

from tandem.together.statistics.words import Decided


class EnquiryFact(models.Model):
    """The cell that one enquiry stands in now."""

    enquiry_id = models.BigIntegerField(primary_key=True)
    day_heard = models.DateField()
    day_closed = models.DateField(null=True)
    channel_id = models.BigIntegerField()
    campaign_id = models.BigIntegerField(null=True)
    segment = models.CharField(max_length=80)
    owner_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10)
    first_sales = models.PositiveSmallIntegerField()
    amount_minor = models.BigIntegerField()
    nurtured = models.PositiveSmallIntegerField()
    # Of counted enquiries only. No sum has them: just the estimates ask, and they read the facts.
    decided = models.PositiveSmallIntegerField(choices=Decided.choices, default=Decided.NOT_SAID)
    answer_minutes = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.enquiry_id}: {self.state}"


class OrderFact(models.Model):
    """The cell that one standing order stands in now."""

    order_id = models.BigIntegerField(primary_key=True)
    person_id = models.BigIntegerField()
    day = models.DateField()
    channel_id = models.BigIntegerField(null=True)
    owner_id = models.BigIntegerField(null=True)
    first = models.BooleanField()
    amount_minor = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.order_id}"


class EnquiryStatistic(models.Model):
    """Enquiries by day heard, day closed, channel, campaign, segment, first owner and state."""

    cell = models.CharField(max_length=200, unique=True)
    day_heard = models.DateField()
    day_closed = models.DateField(null=True)
    channel_id = models.BigIntegerField()
    campaign_id = models.BigIntegerField(null=True)
    segment = models.CharField(max_length=80)
    owner_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10)
    count = models.BigIntegerField()
    first_sales = models.BigIntegerField()
    amount_minor = models.BigIntegerField()
    nurtured = models.BigIntegerField()

    class Meta:
        indexes = [
            # Whatever is asked of some months is in it, ordered by day and state: the table is not read.
            models.Index(
                fields=[
                    "day_heard",
                    "state",
                    "channel_id",
                    "owner_id",
                    "campaign_id",
                    "segment",
                    "count",
                    "first_sales",
                    "amount_minor",
                    "nurtured",
                ],
                name="together_statistic_by_day",
            )
        ]

    def __str__(self) -> str:
        return self.cell


class EnquiryMonth(models.Model):
    """The same by month heard, channel and state only: a page reads few rows of it, however many asked."""

    cell = models.CharField(max_length=60, unique=True)
    month = models.PositiveIntegerField(db_index=True)
    channel_id = models.BigIntegerField()
    state = models.CharField(max_length=10)
    count = models.BigIntegerField()
    first_sales = models.BigIntegerField()
    amount_minor = models.BigIntegerField()
    nurtured = models.BigIntegerField()

    def __str__(self) -> str:
        return self.cell


class RevenueStatistic(models.Model):
    """Standing orders by day accepted, channel of the enquiry that opened the opportunity, and its owner."""

    cell = models.CharField(max_length=80, unique=True)
    month = models.PositiveIntegerField()
    day = models.DateField()
    channel_id = models.BigIntegerField(null=True)
    owner_id = models.BigIntegerField(null=True)
    orders = models.BigIntegerField()
    first_orders = models.BigIntegerField()
    amount_minor = models.BigIntegerField()

    class Meta:
        indexes = [
            # What home adds up is in it, in the order of its sums: the table is not read.
            models.Index(
                fields=["month", "channel_id", "orders", "first_orders", "amount_minor"],
                name="together_revenue_by_month",
            )
        ]

    def __str__(self) -> str:
        return self.cell


class DataVersion(models.Model):
    """One row: how often facts were moved. Whatever was worked out from them keeps the number that it saw."""

    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)
