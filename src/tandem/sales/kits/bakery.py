from django.utils.translation import gettext_lazy as _

from tandem.sales.kits.kit import Heard, Kit, Moment, Part
from tandem.sales.opportunities.words import StepKind

KIT = Kit(
    name=_("Bakery and catering"),
    parts={
        Moment.FIRST_TALK: Part(
            opening=_(
                "Hello, thank you for thinking of us. What are you celebrating, and how many will you be?"
            ),
            questions=(
                _("What would make people talk about it afterwards?"),
                _("Is there anybody who must not eat something?"),
                _("Do they sit, or do they stand and walk about?"),
                _("What did you have last time, and what was left over?"),
                _("On which day, and at what hour should it be on the table?"),
            ),
            heard=(
                Heard(
                    _("What is it for each person?"),
                    (
                        _(
                            "For a buffet like that about this much. The drinks and the hands to serve are "
                            "what changes it."
                        ),
                        _(
                            "I can say between this and that now. If you tell me how hungry they are, I can"
                            " be closer."
                        ),
                    ),
                ),
                Heard(
                    _("It is only a small party."),
                    (
                        _("Small ones are my favourite: I can do what I cannot do for a hundred."),
                        _("From eight people on I deliver. Below that you collect, and it costs less."),
                    ),
                ),
                Heard(
                    _("Do you do vegan?"),
                    (
                        _("Yes, and so that the others want it too. Shall I name you three dishes?"),
                        _("We do. For how many? Then nobody has to stand at a table of their own."),
                    ),
                ),
            ),
            step=_("Look up the day, and answer by this evening"),
            step_kind=StepKind.CALL,
        ),
        Moment.NEED: Part(
            opening=_("Tell me how the day goes, from the first guest on. I note when somebody gets hungry."),
            questions=(
                _("What does your mother, your boss, your child like best?"),
                _("Is there a kitchen, a plug, a tap?"),
                _("How far is it from the car to the table?"),
                _("What should it look like: a feast, or easy?"),
                _("What had you thought of spending in all?"),
            ),
            heard=(
                Heard(
                    _("We do not know how many will come."),
                    (
                        _(
                            "Nobody does. Tell me the most and the least, and the last number by five days "
                            "before."
                        ),
                        _(
                            "Then we plan dishes that stretch. Nothing is worse than a last guest with an "
                            "empty plate."
                        ),
                    ),
                ),
                Heard(
                    _("Can we bring our own cakes?"),
                    (
                        _(
                            "Of course. Your aunt’s cake belongs there; tell me the number, so that I make "
                            "less."
                        ),
                        _("Gladly. I only cannot answer for it when it stands in the sun."),
                    ),
                ),
                Heard(
                    _("Could we taste it first?"),
                    (
                        _("Yes, on a Thursday, as we are cooking anyway. Bring two people along, not ten."),
                        _(
                            "I put three small boxes ready for you. It costs a little, and comes off the "
                            "bill if you order."
                        ),
                    ),
                ),
            ),
            step=_("Send two suggestions, a plain one and a festive one"),
            step_kind=StepKind.EMAIL,
        ),
        Moment.QUOTE: Part(
            opening=_(
                "Here are both suggestions, with everything in the price: food, plates, the way there and "
                "clearing away."
            ),
            questions=(
                _("Which of the two feels like your day?"),
                _("Is there a dish you would swap?"),
                _("Do you need us there, or only the food?"),
                _("Is there enough for those who do not eat meat?"),
                _("When would you like to settle it?"),
            ),
            heard=(
                Heard(
                    _("That is more than the supermarket."),
                    (
                        _(
                            "It is. For a party of friends the supermarket may be right. Here somebody gets"
                            " up at four for you."
                        ),
                        _(
                            "We could do the main dishes, and you the bread and the drinks. That is a third"
                            " less."
                        ),
                    ),
                ),
                Heard(
                    _("Can you do it for a bit less?"),
                    (
                        _(
                            "Not the same for less. But we can leave out the hot dish, and nobody will miss"
                            " it."
                        ),
                        _("What would you like to spend? Then I write you what is good for that."),
                    ),
                ),
                Heard(
                    _("We are still waiting for another quote."),
                    (
                        _("Good. Look whether plates, way and staff are in it, then you compare the same."),
                        _("Take your time. I keep the day for you until Friday, and then I ask you."),
                    ),
                ),
            ),
            step=_("Ring on the day we agreed, and ask which one"),
            step_kind=StepKind.CALL,
        ),
        Moment.READY: Part(
            opening=_(
                "Thank you. Then I write down when we come, what we bring, and what you need not think about."
            ),
            questions=(
                _("Who opens the door for us?"),
                _("Where may we park and unload?"),
                _("By when do you tell me the last number?"),
                _("Who takes the leftovers?"),
                _("Whose name should stand on the cake, and how is it spelt?"),
            ),
            heard=(
                Heard(
                    _("What if fewer come?"),
                    (
                        _(
                            "Up to five days before, you only pay for those who come. After that I have "
                            "bought the food."
                        ),
                        _("Then you get boxes, and everybody takes some home."),
                    ),
                ),
                Heard(
                    _("What if it goes wrong?"),
                    (
                        _("We come an hour early, so that there is time to put things right."),
                        _(
                            "You have my number, and I pick up on that day. If something is not good, you "
                            "do not pay for it."
                        ),
                    ),
                ),
                Heard(
                    _("Must I pay a deposit?"),
                    (
                        _("A quarter, when the day is fixed. I turn others away from then on."),
                        _("For a small order no. From forty people on a quarter, as I buy ahead."),
                    ),
                ),
            ),
            step=_("Agree the hour, and who opens the door"),
            step_kind=StepKind.CALL,
        ),
    },
)
