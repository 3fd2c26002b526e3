from django.db import models

from tandem.marketing.enquiries.models import Enquiry
from tandem.sales.opportunities.models import Opportunity


class Feeding(models.Model):
    """Which enquiries feed which opportunity. One of them opened it: a sale is the win of that one."""

    enquiry = models.OneToOneField(Enquiry, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="+")
    opened_it = models.BooleanField(default=True)
    at = models.DateTimeField()
    # An import told that it was won or lost, but not when: the time of the opportunity is a makeshift then.
    undated_end = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity"], condition=models.Q(opened_it=True), name="handover_one_opens"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enquiry_id} → {self.opportunity_id}"
