from django.utils.translation import gettext_lazy as _

from tandem.sales.kits.kit import Heard, Kit, Moment, Part
from tandem.sales.opportunities.words import StepKind

KIT = Kit(
    name=_("Garden and landscape"),
    parts={
        Moment.FIRST_TALK: Part(
            opening=_(
                "Hello, you asked about your garden. Thank you. Tell me what you see when you look out of "
                "the window, and what you would like to see."
            ),
            questions=(
                _("What do you want to do in it: sit, eat, play, look?"),
                _("How much time do you like to spend on it in a week?"),
                _("Which corner annoys you most?"),
                _("What must stay, whatever happens?"),
                _("How large is it, in steps?"),
            ),
            heard=(
                Heard(
                    _("Can you just come and mow?"),
                    (
                        _("Gladly, if you are within twenty minutes of us. If not, I know somebody good."),
                        _(
                            "Yes. While I am there, I will tell you what I see, and you need do nothing "
                            "about it."
                        ),
                    ),
                ),
                Heard(
                    _("What does a garden cost?"),
                    (
                        _(
                            "A bed is this, a terrace is that, for the square metre. Most begin with one "
                            "corner."
                        ),
                        _(
                            "It depends on the ground more than on the plants. After half an hour there I "
                            "can say."
                        ),
                    ),
                ),
                Heard(
                    _("It is too late this year, is it not?"),
                    (
                        _("For planting a hedge it is just right. For the lawn I would wait until spring."),
                        _("For building, winter is good: it is done when you want to sit outside."),
                    ),
                ),
            ),
            step=_("Agree half an hour to walk through it together"),
            step_kind=StepKind.VISIT,
        ),
        Moment.NEED: Part(
            opening=_("Let us walk round once without deciding anything. Tell me a story about each corner."),
            questions=(
                _("Where is the sun when you come home?"),
                _("Who uses it: children, a dog, a neighbour’s cat?"),
                _("Where does the water stand after rain?"),
                _("Which garden did you love as a child?"),
                _("Would you rather do it all at once, or a corner every year?"),
            ),
            heard=(
                Heard(
                    _("We want it to look finished straight away."),
                    (
                        _(
                            "I can do that with large plants, and it costs. With small ones it looks the "
                            "same in three years."
                        ),
                        _("We could put three large ones where you look, and small ones everywhere else."),
                    ),
                ),
                Heard(
                    _("It must make no work."),
                    (
                        _(
                            "No garden makes none, and I will not promise it. Two hours in a month is "
                            "possible."
                        ),
                        _("Then less lawn and more shrubs. Shall I show you one that is five years old?"),
                    ),
                ),
                Heard(
                    _("My husband wants a pool, I want beds."),
                    (
                        _("Then I draw both in one. There is usually a place where neither loses."),
                        _("Let us ask what each would miss most. May I come when both of you are at home?"),
                    ),
                ),
            ),
            step=_("Send a sketch of the one corner that matters most"),
            step_kind=StepKind.EMAIL,
        ),
        Moment.QUOTE: Part(
            opening=_("Here is the plan and what it costs, bed by bed. You can begin with any of them."),
            questions=(
                _("Is this the garden that you told me about?"),
                _("Which part would you do first?"),
                _("Is there something in it that you would not look after?"),
                _("Would you like to do some of it yourselves?"),
                _("By when should it be green?"),
            ),
            heard=(
                Heard(
                    _("That is a lot for plants."),
                    (
                        _(
                            "Most of it is the ground below. If we leave that out, the plants do not thank "
                            "you."
                        ),
                        _(
                            "Let us do the terrace now and the beds in autumn. Smaller plants would save a "
                            "third, too."
                        ),
                    ),
                ),
                Heard(
                    _("The garden centre has them cheaper."),
                    (
                        _("It does. Buy them there if you like, and I put them where they will grow."),
                        _(
                            "Mine come with a year in which I replace what dies. Without that, theirs are "
                            "the better buy."
                        ),
                    ),
                ),
                Heard(
                    _("We want to wait until spring."),
                    (
                        _("Good. If you tell me in January, I can keep a week in April free for you."),
                        _("That is fine for planting. The digging would be easier for the lawn in winter."),
                    ),
                ),
            ),
            step=_("Ring and ask which bed they would begin with"),
            step_kind=StepKind.CALL,
        ),
        Moment.READY: Part(
            opening=_("How lovely. Then let us look at the weather and the neighbours, and choose a week."),
            questions=(
                _("Which way can we bring in soil and stones?"),
                _("Are there pipes or cables in the ground?"),
                _("Do the neighbours know?"),
                _("Who waters in the first weeks?"),
                _("May we begin at seven, or is eight kinder?"),
            ),
            heard=(
                Heard(
                    _("What if something dies?"),
                    (
                        _(
                            "In the first year I replace it, if it was watered. I leave you a page on how "
                            "much."
                        ),
                        _("Some always do. A few are in the price already, so it costs you nothing more."),
                    ),
                ),
                Heard(
                    _("Will the lawn suffer?"),
                    (
                        _("Where we drive, yes. We put down boards, and sow again at the end."),
                        _("A little. I show you before where we will walk, and we choose the way together."),
                    ),
                ),
                Heard(
                    _("What if it rains the whole week?"),
                    (
                        _(
                            "Then we wait: wet ground takes years to forgive. I tell you by the evening "
                            "before."
                        ),
                        _("We have indoor work for such days, so it costs you nothing but patience."),
                    ),
                ),
            ),
            step=_("Agree the week, and who waters"),
            step_kind=StepKind.CALL,
        ),
    },
)
