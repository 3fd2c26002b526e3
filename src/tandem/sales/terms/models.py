from django.conf import settings
from django.db import models

from tandem.offers.prices.models import PriceList
from tandem.people.organisations.models import Organisation
from tandem.people.persons.models import Person


class Terms(models.Model):
    """From when on somebody buys by which price list: a person, or everybody of an organisation.

    The newest row counts, so that two persons who become one keep the newer terms. Without a list it says
    that they have none of their own any more.
    """

    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="+")
    price_list = models.ForeignKey(
        PriceList, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True, organisation__isnull=False)
                | models.Q(person__isnull=False, organisation__isnull=True),
                name="sales_terms_of_one",
            )
        ]

    def __str__(self) -> str:
        return str(self.price_list_id)
