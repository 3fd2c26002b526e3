from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.handover.conversation.models import Conversation
from tandem.handover.conversation.words import LONGEST_DECISION
from tandem.office.accounts.models import User
from tandem.office.changes.words import Refused


class ConversationForm(forms.Form):
    decided = forms.CharField(
        label=_("What we decided"),
        help_text=_("One thing that you will do, or that all stays as it is."),
        max_length=LONGEST_DECISION,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write down what you decided, or that all stays as it is.")},
    )
    who = forms.ModelChoiceField(
        label=_("Who does it"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody in particular"),
    )
    due_on = forms.DateField(
        label=_("By when"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Any = None, *, held: Conversation | None) -> None:
        told = {"decided": held.decided, "who": held.who_id, "due_on": held.due_on} if held else {}
        super().__init__(data, initial=told)
        who = self.fields["who"]
        if isinstance(who, forms.ModelChoiceField):
            who.queryset = User.objects.filter(is_active=True).order_by("name", "pk")

    def refuse(self, refused: Refused) -> None:
        self.add_error(refused.field if refused.field in self.fields else None, refused.sentence)
