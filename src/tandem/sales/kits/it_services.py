from django.utils.translation import gettext_lazy as _

from tandem.sales.kits.kit import Heard, Kit, Moment, Part
from tandem.sales.opportunities.words import StepKind

KIT = Kit(
    name=_("IT and web services"),
    parts={
        Moment.FIRST_TALK: Part(
            opening=_(
                "Hello, thank you for writing. Tell me what is in your way at the moment; you need no "
                "technical words for it."
            ),
            questions=(
                _("What happens on a day when it goes wrong?"),
                _("How many people work with it?"),
                _("Who has looked after it until now?"),
                _("What would you do with the time if it simply worked?"),
                _("Is there something that must never stop?"),
            ),
            heard=(
                Heard(
                    _("I know nothing about computers."),
                    (
                        _("You need not. You know your work, and that is the half I cannot know."),
                        _(
                            "Good, then we stay with what you want to get done. If I use a word you do not "
                            "know, stop me."
                        ),
                    ),
                ),
                Heard(
                    _("We just want it fixed."),
                    (
                        _(
                            "Then I fix that first. If I see why it keeps happening, I tell you, and you "
                            "decide."
                        ),
                        _("Agreed. One hour, that one thing, and you hear what I found."),
                    ),
                ),
                Heard(
                    _("Our nephew does it for us."),
                    (
                        _("Then he knows you well. I am glad to take only what is too much for him."),
                        _(
                            "Keep him. Shall he and I talk for a quarter of an hour about what I could take"
                            " off him?"
                        ),
                    ),
                ),
            ),
            step=_("Agree half an hour to look at it together"),
            step_kind=StepKind.CALL,
        ),
        Moment.NEED: Part(
            opening=_("Show me how you do it today, with all the detours. I only watch and write down."),
            questions=(
                _("Which of these steps do you dislike most?"),
                _("Where does the same thing get typed twice?"),
                _("Who would be stuck if this computer broke tonight?"),
                _("When did you last get something back from a backup?"),
                _("What does an hour without it cost you, roughly?"),
            ),
            heard=(
                Heard(
                    _("It has always worked so far."),
                    (
                        _(
                            "It has, and I would change nothing for fun. Only the backup I would like to "
                            "try once with you."
                        ),
                        _("Then let us leave most of it. I would name two things, and you need do neither."),
                    ),
                ),
                Heard(
                    _("We had bad luck with the last firm."),
                    (
                        _("I am sorry. What would have made it good? I would like to begin with that."),
                        _("Then let us start so small that you can stop after a week and have lost nothing."),
                    ),
                ),
                Heard(
                    _("We have no time for something new."),
                    (
                        _(
                            "I believe it. We would do it one person at a time, and nobody for more than an"
                            " hour."
                        ),
                        _("When is your quiet month? Until then I leave everything as it is."),
                    ),
                ),
            ),
            step=_("Send one page with the three things that would help most"),
            step_kind=StepKind.EMAIL,
        ),
        Moment.QUOTE: Part(
            opening=_(
                "Here is what I would do, in the order that helps soonest, with a price for each step. You "
                "can stop after any of them."
            ),
            questions=(
                _("Is the first step the right one for you?"),
                _("Is there a word in it that says nothing to you?"),
                _("What would worry you about doing it?"),
                _("Who needs to be at the table before you decide?"),
                _("Which month would be the calmest for it?"),
            ),
            heard=(
                Heard(
                    _("That is a lot for something nobody sees."),
                    (
                        _(
                            "It is. What you would see is the first day on which nobody waits. Shall we do "
                            "the first step only?"
                        ),
                        _(
                            "I can show you what one lost day costs with your own numbers. If it is less, "
                            "leave it."
                        ),
                    ),
                ),
                Heard(
                    _("Others offer it by the month for little."),
                    (
                        _(
                            "Some of them are good. Look at how fast they answer and whether you can take "
                            "your data along."
                        ),
                        _(
                            "For what you need, that may be enough. I will tell you honestly which part I "
                            "would still want."
                        ),
                    ),
                ),
                Heard(
                    _("We do not want to depend on you."),
                    (
                        _(
                            "You should not. All passwords and papers are yours from the first day, and I "
                            "write down what I do."
                        ),
                        _("Right. I build it so that somebody else could take over in an afternoon."),
                    ),
                ),
            ),
            step=_("Ring and ask whether the first step is clear"),
            step_kind=StepKind.CALL,
        ),
        Moment.READY: Part(
            opening=_(
                "Thank you. Before we begin, three small things, so that nobody is surprised on the day."
            ),
            questions=(
                _("Which day is the quietest in your week?"),
                _("Who can I ask when I need an answer quickly?"),
                _("What must still work while I change it?"),
                _("Who should be shown the new way first?"),
                _("How will we both know that it is done?"),
            ),
            heard=(
                Heard(
                    _("What if it does not work afterwards?"),
                    (
                        _("Then we go back to how it was, the same day. I keep the old state for a month."),
                        _("I am there on the first morning. You do not sit alone in front of it."),
                    ),
                ),
                Heard(
                    _("Are our data safe with you?"),
                    (
                        _(
                            "I see only what I must, and I write down what I saw. You get that in writing "
                            "before I start."
                        ),
                        _(
                            "They stay with you. Where something must leave the house, I ask you first and "
                            "say where to."
                        ),
                    ),
                ),
                Heard(
                    _("How do I reach you in a hurry?"),
                    (
                        _(
                            "On this number on working days. When I am away, the name of who stands in is "
                            "on your paper."
                        ),
                        _("By phone. If I cannot answer, I ring back within two hours, and I keep to that."),
                    ),
                ),
            ),
            step=_("Agree the morning on which we begin"),
            step_kind=StepKind.CALL,
        ),
    },
)
