from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.marketing.piles.words import LONGEST_WORDS, MOST_LINES
from tandem.office.changes.words import Refused


class LinesForm(forms.Form):
    lines = forms.CharField(
        label=_("What did you do last month?"),
        max_length=(LONGEST_WORDS + 20) * MOST_LINES,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One thing a line. Add how long it took if you know: “Networking breakfast, 90 min”."),
        error_messages={"required": _("Write down one thing at least.")},
    )

    def refuse(self, refused: Refused) -> None:
        self.add_error(refused.field if refused.field in self.fields else None, refused.sentence)
