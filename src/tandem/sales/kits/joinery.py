from django.utils.translation import gettext_lazy as _

from tandem.sales.kits.kit import Heard, Kit, Moment, Part
from tandem.sales.opportunities.words import StepKind

KIT = Kit(
    name=_("Building and renovation"),
    parts={
        Moment.FIRST_TALK: Part(
            opening=_(
                "Hello, you asked about work on the house. Thank you. Tell me how it is now, and how you "
                "would like it to be."
            ),
            questions=(
                _("What bothers you most about it as it is?"),
                _("What must not change?"),
                _("Do you own the house, or does somebody else have a say?"),
                _("Is there a date that matters, such as a move or a birth?"),
                _("Will you live there while we work?"),
            ),
            heard=(
                Heard(
                    _("Can you give me a price on the phone?"),
                    (
                        _("A range, yes. A price I would stand by needs half an hour in the room."),
                        _(
                            "Houses like yours came to between this and that last year. What is behind the "
                            "wall decides the rest."
                        ),
                    ),
                ),
                Heard(
                    _("When could you start?"),
                    (
                        _(
                            "Honestly, not before spring. If that is too late, I will give you two names I "
                            "trust."
                        ),
                        _("In about eight weeks. I do not start what I cannot finish, so I keep to that."),
                    ),
                ),
                Heard(
                    _("We are asking several firms."),
                    (
                        _("That is wise. Ask us all who will be on site, and what is not included."),
                        _("Good. Shall I give you a list of what to compare? You can use it with all of us."),
                    ),
                ),
            ),
            step=_("Agree half an hour to look at the room together"),
            step_kind=StepKind.VISIT,
        ),
        Moment.NEED: Part(
            opening=_(
                "Show me round as if I had never been here. I will measure at the end; first I want to "
                "understand."
            ),
            questions=(
                _("How do you use this room on an ordinary day?"),
                _("What did you try already?"),
                _("What would make you say in a year that it was worth it?"),
                _("Is there anything in the walls or the floor that I should know of?"),
                _("Which sum would you not want to go beyond?"),
            ),
            heard=(
                Heard(
                    _("We do not know yet what we want."),
                    (
                        _(
                            "Then that is the first piece of work. I will draw you two ways, a small one "
                            "and a large one."
                        ),
                        _(
                            "You told me what bothers you, and that is enough to begin with. The rest we "
                            "find out together."
                        ),
                    ),
                ),
                Heard(
                    _("Could we do part of it ourselves?"),
                    (
                        _(
                            "Gladly. Painting and clearing out are good for that; the pipes I would leave "
                            "to us."
                        ),
                        _("Yes, and I will write down who does what, so that neither waits for the other."),
                    ),
                ),
                Heard(
                    _("Will it make a lot of dirt?"),
                    (
                        _(
                            "Some. We close off the room, and we sweep every evening. You will have one "
                            "clean way to the kitchen."
                        ),
                        _(
                            "The first three days, yes. I will tell you which, so that you can be out if "
                            "you like."
                        ),
                    ),
                ),
            ),
            step=_("Send a sketch with two ways to do it"),
            step_kind=StepKind.EMAIL,
        ),
        Moment.QUOTE: Part(
            opening=_(
                "Here is the quote. The first page says in plain words what you get; the second what you do"
                " not. May I go through both?"
            ),
            questions=(
                _("Is there anything here that you did not expect?"),
                _("Is something missing that you took for granted?"),
                _("Which part could wait a year, if need be?"),
                _("Does the order of the work suit your days?"),
                _("Who would you like to talk it over with?"),
            ),
            heard=(
                Heard(
                    _("That is more than we planned."),
                    (
                        _(
                            "Then let us look at what can wait. The floor now and the built-in shelves next"
                            " year would bring it down."
                        ),
                        _(
                            "I can make it cheaper in the materials, not in the hours. Shall I show you "
                            "where?"
                        ),
                    ),
                ),
                Heard(
                    _("The other quote is lower."),
                    (
                        _(
                            "May I look at it with you? Often something is missing there, and sometimes I "
                            "learn something."
                        ),
                        _("It may be just as good. Ask whether clearing away and electrics are in it."),
                    ),
                ),
                Heard(
                    _("What if it gets more expensive on the way?"),
                    (
                        _(
                            "You hear it before, not after. Nothing extra is done without your word in "
                            "writing."
                        ),
                        _(
                            "The old wall is the one thing I cannot see into. I have put a sum beside it, "
                            "and tell you within a day."
                        ),
                    ),
                ),
                Heard(
                    _("We want to wait for now."),
                    (
                        _(
                            "Of course. The prices hold until the date below, and after that I work them "
                            "out again for you."
                        ),
                        _(
                            "That is fine. May I ring once in the spring, or would you rather come back to "
                            "us?"
                        ),
                    ),
                ),
            ),
            step=_("Ring after the weekend and ask which line is unclear"),
            step_kind=StepKind.CALL,
        ),
        Moment.READY: Part(
            opening=_(
                "Thank you for trusting us with your house. Let us agree how we do it, so that you can "
                "sleep well."
            ),
            questions=(
                _("Which week suits you for the start?"),
                _("Who lets us in, and by when in the morning?"),
                _("Where may we put the tools and the skip?"),
                _("Is there anybody in the house we should be careful of?"),
                _("How would you like to hear how it goes: by message or at the door?"),
            ),
            heard=(
                Heard(
                    _("Do we pay in advance?"),
                    (
                        _(
                            "Only the materials. After that by stage, when you have seen that the stage is "
                            "done."
                        ),
                        _("No more than the first stage. You should never have paid for more than you see."),
                    ),
                ),
                Heard(
                    _("What if you do not finish in time?"),
                    (
                        _("Then you hear it a week ahead, with a new day. I plan one week of air for that."),
                        _(
                            "The day on paper is one that I can keep. If it slips because of us, we talk "
                            "about the price."
                        ),
                    ),
                ),
                Heard(
                    _("Who do I ring when something is wrong?"),
                    (
                        _("Me, on this number, until seven in the evening. Not an office."),
                        _("Me first. And one year later I come round once, without being asked."),
                    ),
                ),
            ),
            step=_("Agree the first day and who opens the door"),
            step_kind=StepKind.CALL,
        ),
    },
)
