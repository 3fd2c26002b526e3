from django.utils.translation import gettext_lazy as _

from tandem.sales.kits.kit import Heard, Kit, Moment, Part
from tandem.sales.opportunities.words import StepKind

KIT = Kit(
    name=_("Consulting and coaching"),
    parts={
        Moment.FIRST_TALK: Part(
            opening=_(
                "Thank you for writing. Before I tell you anything about me: what made you write just now?"
            ),
            questions=(
                _("What would be different if it were solved?"),
                _("How long has it been like this?"),
                _("What have you tried already, and what came of it?"),
                _("Who else notices it besides you?"),
                _("What happens if nothing changes for a year?"),
            ),
            heard=(
                Heard(
                    _("What do you charge?"),
                    (
                        _(
                            "A session is this much, a small project between this and that. First let us "
                            "see whether I am the right one."
                        ),
                        _(
                            "I am glad to say. May I ask two things first, so that I name you something "
                            "that fits?"
                        ),
                    ),
                ),
                Heard(
                    _("Do you know our trade?"),
                    (
                        _("Not as you do. I know the question, and I ask about the rest until I understand."),
                        _(
                            "A little. If what you need is somebody from the trade, I will tell you, and "
                            "give you a name."
                        ),
                    ),
                ),
                Heard(
                    _("I only want to get to know you."),
                    (
                        _(
                            "Good, that is what this is for. Ask whatever you like; it costs nothing and "
                            "binds nobody."
                        ),
                        _(
                            "Gladly. Shall we take half an hour, and afterwards each says honestly whether "
                            "it fits?"
                        ),
                    ),
                ),
            ),
            step=_("Agree half an hour in which only they talk"),
            step_kind=StepKind.CALL,
        ),
        Moment.NEED: Part(
            opening=_(
                "I would like to hear it once from the beginning. I will interrupt only when I lose the "
                "thread."
            ),
            questions=(
                _("What would you like to be able to say in half a year?"),
                _("What is the smallest thing that would already help?"),
                _("Who has to want it too, so that it works?"),
                _("What must not happen on any account?"),
                _("How much time can you give it in a week, honestly?"),
            ),
            heard=(
                Heard(
                    _("Can you guarantee a result?"),
                    (
                        _(
                            "No, and I would distrust anybody who does. I can say what I do, and we look "
                            "every month whether it moves."
                        ),
                        _("What I can promise is that you hear early when I think it does not work."),
                    ),
                ),
                Heard(
                    _("We tried something like that before."),
                    (
                        _(
                            "What was good about it, and where did it stop? I would like to begin exactly "
                            "there."
                        ),
                        _("Then you know more than most. Let us do only the part that was missing."),
                    ),
                ),
                Heard(
                    _("My people will not like it."),
                    (
                        _("Perhaps they are right. May I talk to two of them before we plan anything?"),
                        _("Then we begin with what annoys them most. Who has been helped wants to go on."),
                    ),
                ),
            ),
            step=_("Send half a page: what I understood, in their words"),
            step_kind=StepKind.EMAIL,
        ),
        Moment.QUOTE: Part(
            opening=_(
                "Here is what I would do, on two pages: your words, three steps, what each costs and when "
                "you can stop."
            ),
            questions=(
                _("Did I understand it rightly, or is something off?"),
                _("Which step would help you soonest?"),
                _("What would you leave out?"),
                _("Who should read it besides you?"),
                _("What would have to be so that you can begin with an easy mind?"),
            ),
            heard=(
                Heard(
                    _("That is expensive for talking."),
                    (
                        _(
                            "It is. You pay for the weeks afterwards being different; if they are not after"
                            " the first step, stop."
                        ),
                        _(
                            "Let us take only the first session. If it was not worth it, tell me, and I "
                            "write no invoice."
                        ),
                    ),
                ),
                Heard(
                    _("We have no budget this year."),
                    (
                        _(
                            "Then let us look at what you can do without me. I put two things on a page for"
                            " you."
                        ),
                        _(
                            "That is all right. When do you plan the next one? I ring the month before, if "
                            "you like."
                        ),
                    ),
                ),
                Heard(
                    _("I need to discuss it inside."),
                    (
                        _("Of course. What will they ask first? I can write you two sentences for that."),
                        _("Good. Would it help if I were there for ten minutes, or is it easier without me?"),
                    ),
                ),
            ),
            step=_("Ring once and ask what they talked about"),
            step_kind=StepKind.CALL,
        ),
        Moment.READY: Part(
            opening=_(
                "I am glad. Let us agree three things in writing, so that we can both forget about them."
            ),
            questions=(
                _("When do you have the clearest head in the week?"),
                _("Who may know that we work together?"),
                _("How do you like to be told something unpleasant?"),
                _("How will we notice after four weeks that it helps?"),
                _("What would be a reason for you to stop?"),
            ),
            heard=(
                Heard(
                    _("Can we start next month?"),
                    (
                        _("Yes. I keep the first two mornings for you, and we fix them now."),
                        _("Of course. I send you one question for the time until then, and no more."),
                    ),
                ),
                Heard(
                    _("Is it confidential?"),
                    (
                        _(
                            "Completely. It is in the contract, and I do not name you as a customer unless "
                            "you ask me to."
                        ),
                        _("Yes, also towards your boss. What gets passed on is decided by you, each time."),
                    ),
                ),
                Heard(
                    _("What if it does not suit us?"),
                    (
                        _("Then you stop after any session and pay what was. No notice, no explanation."),
                        _("Tell me, please, even if it is hard. Often it can be put right."),
                    ),
                ),
            ),
            step=_("Agree the first two mornings"),
            step_kind=StepKind.CALL,
        ),
    },
)
