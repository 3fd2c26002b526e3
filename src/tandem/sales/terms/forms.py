from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.offers.prices.models import PriceList
from tandem.offers.prices.queries import price_lists


class TermsForm(forms.Form):
    """One of the lists in use; nothing chosen is the usual one, or `theirs`: the list by which the
    organisation of a person buys. The person may buy by the usual one all the same.
    """

    price_list = forms.ModelChoiceField(
        label=_("They buy by"),
        queryset=PriceList.objects.none(),
        required=False,
        empty_label=_("Usual prices"),
    )

    def __init__(self, *args: Any, theirs: PriceList | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["price_list"]
        field.queryset = price_lists() if theirs else price_lists().filter(is_default=False)
        if theirs:
            field.empty_label = _("As their organisation does: “%(list)s”") % {"list": theirs}
