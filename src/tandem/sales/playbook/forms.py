from collections.abc import Iterable

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from tandem.sales.kits.every import KITS, moments_of
from tandem.sales.kits.kit import Moment
from tandem.sales.opportunities.words import StepKind
from tandem.sales.pipelines.models import Stage
from tandem.sales.playbook.words import LONGEST_LINE, LONGEST_OPENING, LONGEST_STEP

LEAVE = "leave"


class GuideForm(forms.Form):
    opening = forms.CharField(
        label=_("How to begin"),
        help_text=_("What you say first, as you would say it."),
        required=False,
        max_length=LONGEST_OPENING,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    step = forms.CharField(
        label=_("The smallest next step"),
        help_text=_("So small that it is easy to say yes to."),
        required=False,
        max_length=LONGEST_STEP,
    )
    step_kind = forms.ChoiceField(label=_("How"), choices=StepKind.choices)


class LineForm(forms.Form):
    words = forms.CharField(
        label=_("In your words"),
        max_length=LONGEST_LINE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write what is said, in your words.")},
    )


class KitForm(forms.Form):
    """A trade, and for each stage what one is about there; a stage may be left as it is."""

    kit = forms.ChoiceField(label=_("Your trade, or the nearest"), choices=[])

    def __init__(self, *args: object, stages: list[Stage], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.stages = stages
        kit = self.fields["kit"]
        if isinstance(kit, forms.ChoiceField):
            kit.choices = [(key, one.name) for key, one in KITS.items()]
        moments = moments_by_stage(stages)
        several = len({stage.pipeline_id for stage in stages}) > 1
        for stage in stages:
            self.fields[f"stage-{stage.pk}"] = forms.ChoiceField(
                label=f"{stage.pipeline}: {stage}" if several else stage.name,
                choices=[*Moment.choices, (LEAVE, _("Leave it as it is"))],
                initial=moments[stage.pk],
            )

    @cached_property
    def over(self) -> dict[Stage, Moment]:
        chosen = {stage: self.cleaned_data[f"stage-{stage.pk}"] for stage in self.stages}
        return {stage: Moment(moment) for stage, moment in chosen.items() if moment != LEAVE}


def moments_by_stage(stages: Iterable[Stage]) -> dict[int, Moment]:
    """What each stage (by its key) stands for in its own pipeline, where its place on the way counts."""
    ways: dict[int, list[Stage]] = {}
    for stage in stages:
        ways.setdefault(stage.pipeline_id, []).append(stage)
    return {
        stage.pk: moment
        for way in ways.values()
        for stage, moment in zip(way, moments_of([one.name for one in way]), strict=True)
    }
