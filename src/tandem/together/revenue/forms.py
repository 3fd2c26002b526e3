from django import forms

from tandem.marketing.enquiries.forms import LARGEST_KEY
from tandem.together.revenue.narrowed import Narrowing
from tandem.together.revenue.words import Period, month_asked


class NarrowForm(forms.Form):
    """What to count, from an address. What cannot be read is left out."""

    channel = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY)
    campaign = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY)
    segment = forms.CharField(required=False, max_length=80)
    owner = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY)

    @property
    def narrowing(self) -> Narrowing:
        self.is_valid()
        told = self.cleaned_data
        return Narrowing(
            told.get("channel"), told.get("campaign"), told.get("segment") or None, told.get("owner")
        )

    def within(self, every: Period) -> Period:
        """The months asked for, of those that there are; all of them where none was."""
        first, last = (month_asked(self.data.get(name, "")) for name in ("from", "to"))
        ends = sorted((first or every.first, last or every.last))
        kept = [min(max(month, every.first), every.last) for month in ends]
        return Period(kept[0], kept[1])
