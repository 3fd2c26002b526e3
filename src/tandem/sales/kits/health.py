from django.utils.translation import gettext_lazy as _

from tandem.sales.kits.kit import Heard, Kit, Moment, Part
from tandem.sales.opportunities.words import StepKind

KIT = Kit(
    name=_("Physiotherapy and health"),
    parts={
        Moment.FIRST_TALK: Part(
            opening=_(
                "Hello, you asked for an appointment. Thank you. Tell me briefly what troubles you, and "
                "what you can no longer do because of it."
            ),
            questions=(
                _("Since when has it been like this?"),
                _("What makes it better, and what makes it worse?"),
                _("Has a doctor looked at it, and what was said?"),
                _("What would you like to be able to do again first?"),
                _("When in the day could you come at all?"),
            ),
            heard=(
                Heard(
                    _("Does it hurt?"),
                    (
                        _(
                            "It may be sore, but you say stop and I stop. You are the one who knows where "
                            "the limit is."
                        ),
                        _(
                            "Most people feel lighter afterwards and tired in the evening. I tell you "
                            "before each thing what comes."
                        ),
                    ),
                ),
                Heard(
                    _("Will my insurance pay?"),
                    (
                        _(
                            "Some do, in part. I give you the right words to ask them with, before you "
                            "decide anything."
                        ),
                        _("I do not know yours, and I would not guess. Ask them this, and then we go on."),
                    ),
                ),
                Heard(
                    _("I am not sure you can help me."),
                    (
                        _(
                            "I am not sure either yet. After the first time I tell you honestly, and if "
                            "not, whom I would ask."
                        ),
                        _("That is a fair doubt. Let us do one appointment and decide after it, not before."),
                    ),
                ),
            ),
            step=_("Offer two times for a first appointment"),
            step_kind=StepKind.CALL,
        ),
        Moment.NEED: Part(
            opening=_(
                "Before I do anything, I would like to understand. Show me what you cannot do, as far as it"
                " is all right."
            ),
            questions=(
                _("What do you do all day: sit, stand, carry?"),
                _("What have you tried, and what did it do?"),
                _("What are you worried it could be?"),
                _("How much time have you for exercises, honestly?"),
                _("How would you notice in a month that it was worth it?"),
            ),
            heard=(
                Heard(
                    _("How many times must I come?"),
                    (
                        _(
                            "I would plan three and then look together. If nothing has moved by then, we "
                            "stop."
                        ),
                        _("That depends on how it answers. You will hear after each time what I think."),
                    ),
                ),
                Heard(
                    _("I have no time for exercises."),
                    (
                        _(
                            "Then two minutes, while the kettle boils. Less and every day is better than "
                            "much and never."
                        ),
                        _(
                            "That is honest, thank you. I will show you one, and we build it into what you "
                            "do anyway."
                        ),
                    ),
                ),
                Heard(
                    _("I would rather just be treated."),
                    (
                        _(
                            "I do that gladly. It holds longer if you do one small thing in between; may I "
                            "show you?"
                        ),
                        _("All right, for today. Next time tell me how long it held, and then we decide."),
                    ),
                ),
            ),
            step=_("Write down one exercise and the next day"),
            step_kind=StepKind.VISIT,
        ),
        Moment.QUOTE: Part(
            opening=_(
                "Here is what I propose: how often, for how long, what it costs and when we look whether it"
                " helps. Please read it in peace."
            ),
            questions=(
                _("Does this fit into your weeks?"),
                _("Is there anything about it that worries you?"),
                _("Which of the times is the easiest for you?"),
                _("Would you like to begin smaller?"),
                _("Is there somebody you would like to talk it over with?"),
            ),
            heard=(
                Heard(
                    _("That is a lot of money for me."),
                    (
                        _(
                            "I understand. We can do every second week and more at home. It takes longer, "
                            "and it works too."
                        ),
                        _("Then let us do the first two and look. You are not bound to the rest."),
                    ),
                ),
                Heard(
                    _("I will wait and see whether it goes away."),
                    (
                        _(
                            "That is sensible for two weeks. If it is worse, or you wake from it, please "
                            "come before."
                        ),
                        _("Do. Here is what you can do in the meantime, and what would be a sign to ring."),
                    ),
                ),
                Heard(
                    _("My doctor said I should only rest."),
                    (
                        _(
                            "Then please do what your doctor says. I am glad to write to the practice and "
                            "ask what is allowed."
                        ),
                        _("Let us ask first. I would not do anything against that."),
                    ),
                ),
            ),
            step=_("Ask in a few days how it is, and nothing else"),
            step_kind=StepKind.CALL,
        ),
        Moment.READY: Part(
            opening=_(
                "Good. Then let us put the days down now, so that it is done and you need not think of it."
            ),
            questions=(
                _("Mornings or evenings, which do you keep more easily?"),
                _("Shall I remind you the day before?"),
                _("What should I know about medicines or operations?"),
                _("Whom may I ring in an emergency?"),
                _("What would you like to have done by the third time?"),
            ),
            heard=(
                Heard(
                    _("What if I cannot make it?"),
                    (
                        _("Ring me by the day before, and it costs nothing. Life is like that."),
                        _(
                            "If it is on the same day, I cannot fill the hour and have to charge half. I "
                            "say so now, not then."
                        ),
                    ),
                ),
                Heard(
                    _("Can I stop if it does not suit me?"),
                    (
                        _("At any time. Tell me, though, so that I can learn or give you a better address."),
                        _("Yes. You pay for what was, and nothing more."),
                    ),
                ),
                Heard(
                    _("May I bring somebody along?"),
                    (
                        _("Of course. There is a second chair for exactly that."),
                        _("Gladly, as long as you are the one who answers."),
                    ),
                ),
            ),
            step=_("Put the first three days into the calendar"),
            step_kind=StepKind.CALL,
        ),
    },
)
