from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.sales.pipelines.words import LONGEST_NAME


class PipelineForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
