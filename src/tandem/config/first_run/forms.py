from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tandem.handover.agreement.trades import said, trade_of
from tandem.handover.agreement.words import LONGEST_DETAIL, LONGEST_SENTENCE, MOST_HOURS, MOST_TICKS
from tandem.money.codes import ACTIVE
from tandem.office.business import places
from tandem.office.business.models import Business
from tandem.office.business.words import PRICES, TRADES
from tandem.office.users.forms import JoinForm

OWN_ROWS = 2


class BusinessForm(forms.Form):
    """Four questions; currency and time zone follow from the country unless one says otherwise."""

    business = forms.CharField(label=_("What is your business called?"), max_length=120)
    trade = forms.ChoiceField(label=_("What do you do?"), choices=[*TRADES.items()], initial="other")
    country = forms.ChoiceField(label=_("Where?"), choices=[*places.countries().items()])
    prices = forms.ChoiceField(
        label=_("How do you say your prices?"),
        required=False,
        choices=[("", _("as is usual in the country")), *PRICES],
        help_text=_(
            "Usual is with tax, but without it in the United States and Canada. "
            "Whoever sells to firms says them without."
        ),
    )
    currency = forms.ChoiceField(
        label=_("Currency"),
        required=False,
        choices=[("", _("that of the country")), *((code, code) for code in sorted(ACTIVE))],
    )
    zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        choices=[
            ("", _("that of the country")),
            *((zone, zone.replace("_", " ")) for zone in places.zones()),
        ],
    )

    def columns(self) -> dict[str, Any]:
        data = self.cleaned_data
        country = data["country"]
        return {
            "name": data["business"],
            "trade": data["trade"],
            "country": country,
            "subdivision": places.usual_subdivision(country),
            "prices": data["prices"] or places.usual_prices(country),
            "currency": data["currency"] or places.usual_currency(country),
            "zone": data["zone"] or places.usual_zone(country),
        }


class OwnerForm(JoinForm):
    """The first person: the owner."""

    field_order = ["name", "email", "password"]

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["email"] = forms.EmailField(
            label=_("Your e-mail address"),
            help_text=_("You sign in with it."),
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        )
        self.order_fields(self.field_order)


@dataclass(frozen=True)
class Row:
    """One tick as it stands on the page. The last rows are for sentences of one's own."""

    number: int
    words: str
    detail: str
    is_chosen: bool
    is_own: bool = False
    can_change: bool = False


class AgreementForm(forms.Form):
    """The two promises; the ticks stand in rows (`rows`), as there are as many as one likes."""

    passes_within = forms.IntegerField(
        label=_("Marketing passes on within"), min_value=1, max_value=MOST_HOURS, initial=2
    )
    answers_within = forms.IntegerField(
        label=_("Sales answers within"), min_value=1, max_value=MOST_HOURS, initial=4
    )

    def __init__(self, data: QueryDict | None, *, business: Business) -> None:
        super().__init__(data)
        self.business = business
        self.rows = self._typed(data) if data is not None else self._offered()

    def _offered(self) -> list[Row]:
        trade = trade_of(self.business.trade)
        measures = {"country": self.business.country, "currency": self.business.currency}
        offered = [
            Row(
                number,
                said(tick.words, trade, **measures),
                said(tick.detail, trade, **measures),
                chosen,
                can_change=bool(tick.detail) and not tick.is_fixed,
            )
            for number, (tick, chosen) in enumerate(
                [*((tick, True) for tick in trade.ticks), *((tick, False) for tick in trade.more)]
            )
        ]
        return offered + [Row(len(offered) + place, "", "", False, is_own=True) for place in range(OWN_ROWS)]

    def _typed(self, data: QueryDict) -> list[Row]:
        chosen = set(data.getlist("tick"))
        offered = self._offered()
        return [
            Row(
                row.number,
                data.get(f"words-{row.number}", row.words)[:LONGEST_SENTENCE].strip(),
                data.get(f"detail-{row.number}", row.detail)[:LONGEST_DETAIL].strip(),
                # A sentence of one's own is meant by being written.
                bool(data.get(f"words-{row.number}", "").strip())
                if row.is_own
                else str(row.number) in chosen,
                row.is_own,
                row.can_change,
            )
            for row in offered
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.chosen():
            raise forms.ValidationError(_("Tick one sentence at least: what must be so first?"))
        if len(self.chosen()) > MOST_TICKS:
            raise forms.ValidationError(_("Eight are more than anybody asks. Three or four are enough."))
        return data

    def chosen(self) -> list[Row]:
        return [row for row in self.rows if row.is_chosen and row.words]

    def has_own(self) -> bool:
        return any(row.is_own and row.words for row in self.rows)

    def criteria(self) -> list[tuple[str, str]]:
        return [(row.words, row.detail) for row in self.chosen()]
