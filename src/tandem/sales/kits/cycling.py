from django.utils.translation import gettext_lazy as _

from tandem.sales.kits.kit import Heard, Kit, Moment, Part
from tandem.sales.opportunities.words import StepKind

KIT = Kit(
    name=_("Bicycle shop and repairs"),
    parts={
        Moment.FIRST_TALK: Part(
            opening=_(
                "Hello, nice that you are here. Where do you want to ride, and what have you been riding "
                "until now?"
            ),
            questions=(
                _("Which way do you ride most often, and how long is it?"),
                _("What do you carry: a bag, a child, a shop?"),
                _("Where does the bike sleep at night?"),
                _("What did you dislike about the last one?"),
                _("How tall are you, and does anything hurt when you ride?"),
            ),
            heard=(
                Heard(
                    _("I am only looking."),
                    (
                        _("Do. Take any of them down and sit on it; that is what they are there for."),
                        _("Gladly. If you have a question, I am at the bench at the back."),
                    ),
                ),
                Heard(
                    _("How much is a good bike?"),
                    (
                        _(
                            "One that you ride to work for years begins here. Below that it is only good "
                            "for the bakery, and that may be enough."
                        ),
                        _("Tell me how far you ride, then I can say what you need not pay for."),
                    ),
                ),
                Heard(
                    _("Can you repair this? I bought it elsewhere."),
                    (
                        _(
                            "Of course. A bike is a bike. I look at it now and tell you a price before I "
                            "start."
                        ),
                        _("Yes. If it is not worth it, I tell you, and you have paid nothing for that."),
                    ),
                ),
            ),
            step=_("Agree a test ride on a dry day"),
            step_kind=StepKind.MEETING,
        ),
        Moment.NEED: Part(
            opening=_("Ride this one round the block, and then that one. I say nothing until you are back."),
            questions=(
                _("Which one did you want to go on riding?"),
                _("Where did you feel pressure: hands, back, seat?"),
                _("How steep is the worst hill?"),
                _("Do you want to look after it, or bring it to us?"),
                _("Is there a sum that you do not want to go beyond?"),
            ),
            heard=(
                Heard(
                    _("I do not know whether I need a motor."),
                    (
                        _(
                            "Take one home for the weekend, over your hill. On Monday you know, and I need "
                            "not persuade you."
                        ),
                        _(
                            "For twelve miles and one hill I would ride without. If your knee hurts, with. "
                            "Which is it?"
                        ),
                    ),
                ),
                Heard(
                    _("It feels strange."),
                    (
                        _("It does on the first day. Let me put the saddle right and ride once more."),
                        _("Then it may be the wrong one. Try this, and tell me which was nearer."),
                    ),
                ),
                Heard(
                    _("My old one would do, really."),
                    (
                        _("Let me look at it. With new brakes and a chain it may well do for three years."),
                        _(
                            "Then let us make it good. If it costs more than half of a new one, I tell you "
                            "first."
                        ),
                    ),
                ),
            ),
            step=_("Lend it for a weekend"),
            step_kind=StepKind.MEETING,
        ),
        Moment.QUOTE: Part(
            opening=_(
                "I have written it down: the bike, what we change on it, and what it costs with everything."
            ),
            questions=(
                _("Is everything on it that you need on the first day?"),
                _("Is there anything on it that you will not use?"),
                _("Would your employer pay a part?"),
                _("Would you like to ride it once more?"),
                _("When would you like to have it?"),
            ),
            heard=(
                Heard(
                    _("It is cheaper on the internet."),
                    (
                        _(
                            "It can be. There you put it together yourself, and the first service is in "
                            "mine. Both are fair."
                        ),
                        _(
                            "I know. I cannot match it, and I adjust it until nothing hurts. That is what "
                            "you pay for."
                        ),
                    ),
                ),
                Heard(
                    _("Can you do something about the price?"),
                    (
                        _("Not on this one. I have last year’s, the same frame in green, for less."),
                        _(
                            "I would rather put in lights and the first service than take something off. "
                            "Would that help?"
                        ),
                    ),
                ),
                Heard(
                    _("I would like to sleep on it."),
                    (
                        _("Do that. I put your name on it until Saturday, without any duty."),
                        _(
                            "Of course. Shall I write down the size and the saddle height, in case you come"
                            " back?"
                        ),
                    ),
                ),
            ),
            step=_("Put it aside until Saturday, and say so"),
            step_kind=StepKind.CALL,
        ),
        Moment.READY: Part(
            opening=_(
                "Good choice, it suits you. Give me an hour to set it up for you, and then we go through it"
                " together."
            ),
            questions=(
                _("When do you come to fetch it?"),
                _("Which lock will you use, and where?"),
                _("Shall I mark the frame for you?"),
                _("Would you like a reminder for the first service?"),
                _("Who may ride it besides you?"),
            ),
            heard=(
                Heard(
                    _("What if something is wrong?"),
                    (
                        _(
                            "Come by. The first eight weeks I adjust everything at no cost: cables stretch,"
                            " that is normal."
                        ),
                        _("Ring me. If you are stuck on the way, I tell you what to do."),
                    ),
                ),
                Heard(
                    _("How often does it need a service?"),
                    (
                        _(
                            "Once after the first two hundred miles, then once a year. More would be for "
                            "me, not for you."
                        ),
                        _(
                            "When it squeaks or slips. Come by with it, I look and tell you whether it "
                            "needs anything."
                        ),
                    ),
                ),
                Heard(
                    _("Do you take the old one?"),
                    (
                        _("Yes. If it still rides, I give you what I can; if not, I take it apart for you."),
                        _("Keep it for guests, if you have room. If not, I know who would be glad of it."),
                    ),
                ),
            ),
            step=_("Agree when it is fetched"),
            step_kind=StepKind.CALL,
        ),
    },
)
