from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.sales.pipelines.models import Stage
from tandem.sales.pipelines.words import StageKind


class StageChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """An open stage of any pipeline that stands, said with its pipeline where there are several."""

    def __init__(self, **kwargs: Any) -> None:
        rows = Stage.objects.filter(kind=StageKind.OPEN, removed_at=None, pipeline__retired_at=None)
        ordered = rows.select_related("pipeline").order_by("pipeline__position", "pipeline_id", "position")
        super().__init__(queryset=ordered, empty_label=None, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.pipeline}: {obj}"


class IntoForm(forms.Form):
    """Where open opportunities go, when the stage or the pipeline that they stand in goes."""

    into = StageChoice(label=_("Where do they go?"))

    def __init__(self, *args: Any, leaving: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into = self.fields["into"]
        into.queryset = into.queryset.exclude(pk__in=leaving)  # type: ignore[attr-defined]
