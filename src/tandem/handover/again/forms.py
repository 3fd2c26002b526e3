import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.handover.again.words import KINDS, USUAL_MONTHS, Came, Talk
from tandem.handover.passing.forms import months_later
from tandem.people.timeline.words import Kind
from tandem.sales.steps.forms import DoneForm
from tandem.ui.fields import DateInput


class AgainForm(DoneForm):
    """What came of getting in touch, and in the same motion what comes next."""

    came = forms.ChoiceField(
        label=_("What came of it"),
        choices=Came.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what came of it.")},
    )
    wanted = forms.CharField(label=_("What would they like?"), required=False, max_length=200)
    ask_on = forms.DateField(
        label=_("Ask again on"),
        widget=DateInput(),
        error_messages={"required": _("Say when to ask again.")},
    )
    how = forms.ChoiceField(
        label=_("How you got in touch"),
        choices=[(kind.value, kind.label) for kind in KINDS],
        initial=Kind.CALL,
    )
    # What goes with another answer is not on the page, and a browser would not send the form for it.
    use_required_attribute = False
    field_order = ["came", "wanted", "ask_on", "how", "outcome", "minutes", "words", "kind", "on", "time"]

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].label = _("What they said")
        self.fields["ask_on"].initial = months_later(today, USUAL_MONTHS)
        self.fields["ask_on"].required = self.data.get("came", Came.LATER) == Came.LATER

    @property
    def talk(self) -> Talk:
        values = self.cleaned_data
        return Talk(kind=values["how"], words=values["outcome"], minutes=values["minutes"])
