from django.utils.translation import gettext_lazy as _

from tandem.sales.kits.kit import Heard, Kit, Moment, Part
from tandem.sales.opportunities.words import StepKind

KIT = Kit(
    name=_("Accountancy and bookkeeping"),
    parts={
        Moment.FIRST_TALK: Part(
            opening=_(
                "Hello, thank you for writing. Tell me in your words what worries you; we sort out the "
                "paper later."
            ),
            questions=(
                _("What do you do, and since when for yourself?"),
                _("Which letter lies on top of the pile?"),
                _("Who has done it until now?"),
                _("What would you like to understand, and what would you rather never see?"),
                _("Is there a date that frightens you?"),
            ),
            heard=(
                Heard(
                    _("What do you charge?"),
                    (
                        _(
                            "For somebody your size about this much a month, all in. I tell you before I do"
                            " anything beyond it."
                        ),
                        _(
                            "It depends on how the papers look. Bring me one month, then I say a price and "
                            "stand by it."
                        ),
                    ),
                ),
                Heard(
                    _("I have let it slide for years."),
                    (
                        _(
                            "You are not the first, and it can be done. We begin with this month, and go "
                            "back one at a time."
                        ),
                        _("Thank you for saying so. It is paper, and paper can be sorted."),
                    ),
                ),
                Heard(
                    _("I could do it myself with a program."),
                    (
                        _("You could, many do. Then let me look over it once a year, and you sleep better."),
                        _(
                            "That is a good way while it is small. I show you the two places where people "
                            "go wrong."
                        ),
                    ),
                ),
            ),
            step=_("Ask for one month of papers, as they are"),
            step_kind=StepKind.EMAIL,
        ),
        Moment.NEED: Part(
            opening=_(
                "Put everything on the table as it is. I sort, you tell me what I ask about, and nobody is "
                "told off."
            ),
            questions=(
                _("How does money come in with you, and how does it go out?"),
                _("How many hours in a month does it take you?"),
                _("What did you decide last year without knowing the numbers?"),
                _("Do you plan to take somebody on, to buy something, to move?"),
                _("How would you like to hear from me: a letter, a call, a page?"),
            ),
            heard=(
                Heard(
                    _("Will I get into trouble?"),
                    (
                        _(
                            "Late costs a little, hiding costs a lot. We write to them first, and that "
                            "often helps."
                        ),
                        _(
                            "I tell you what I see, in order of how soon it matters. Most of it can be put "
                            "right."
                        ),
                    ),
                ),
                Heard(
                    _("I understand nothing about it."),
                    (
                        _("You need three numbers a month. I send you those, each with one sentence."),
                        _(
                            "Nobody has to. If you do not understand something of mine, I have explained it"
                            " badly."
                        ),
                    ),
                ),
                Heard(
                    _("My brother-in-law says I pay too much tax."),
                    (
                        _("Perhaps. Let us look together; I would like to see what he saw."),
                        _("It may be. I take the last one through with you, line by line."),
                    ),
                ),
            ),
            step=_("Send a list of the five papers that are missing"),
            step_kind=StepKind.EMAIL,
        ),
        Moment.QUOTE: Part(
            opening=_(
                "Here is what I would do each month, what it costs, and what stays with you. On one page, "
                "and it holds for a year."
            ),
            questions=(
                _("Is there something in it that you would rather do yourself?"),
                _("Is something missing that your last one did?"),
                _("Would you rather pay by the month or by the piece?"),
                _("From when should it hold?"),
                _("What would you like to know before you say yes?"),
            ),
            heard=(
                Heard(
                    _("The last one was cheaper."),
                    (
                        _("What did they do for it? Perhaps that is enough for you, and then I say so."),
                        _(
                            "I could leave out the monthly page. You save a quarter, and hear from me twice"
                            " a year."
                        ),
                    ),
                ),
                Heard(
                    _("I do not want to change in the middle of the year."),
                    (
                        _(
                            "That is sensible. We begin with January, and I only look after the dates until"
                            " then."
                        ),
                        _(
                            "It is easier than people think: one letter, and I fetch the papers. But there "
                            "is no hurry."
                        ),
                    ),
                ),
                Heard(
                    _("Can you really help me save tax?"),
                    (
                        _(
                            "I take what the law offers, and nothing else. Often it is less than people "
                            "hope, and safe."
                        ),
                        _(
                            "I do not know yet. If I find nothing in the first year, you have at least "
                            "order for your money."
                        ),
                    ),
                ),
            ),
            step=_("Ring after they had time to read it"),
            step_kind=StepKind.CALL,
        ),
        Moment.READY: Part(
            opening=_("Welcome. Sign here, give me these two letters, and from today the post comes to me."),
            questions=(
                _("Who else may I talk to about your numbers?"),
                _("How do you want to give me the papers: on paper or by photograph?"),
                _("On which day of the month does it suit you?"),
                _("Which dates are the next ones, as far as you know?"),
                _("What should I never decide without asking?"),
            ),
            heard=(
                Heard(
                    _("Who tells my old accountant?"),
                    (
                        _("I do, if you sign this. It is usual, and nobody is cross for long."),
                        _("You may, in two sentences; I write them for you. The papers I fetch myself."),
                    ),
                ),
                Heard(
                    _("Are my papers safe?"),
                    (
                        _(
                            "They are locked up here, and a copy lies elsewhere. You can have them back on "
                            "any day."
                        ),
                        _(
                            "I am bound to silence by law. Nobody hears anything, not even that you are "
                            "with me."
                        ),
                    ),
                ),
                Heard(
                    _("What if I have a question in between?"),
                    (
                        _("Ring. Short questions cost nothing; if it gets longer, I tell you before."),
                        _(
                            "Write to me, and you hear within two working days. In the week before a "
                            "deadline, the same day."
                        ),
                    ),
                ),
            ),
            step=_("Agree the day on which the first papers come"),
            step_kind=StepKind.CALL,
        ),
    },
)
