from django.utils.translation import gettext_lazy as _

from tandem.sales.kits.kit import Heard, Kit, Moment, Part
from tandem.sales.opportunities.words import StepKind

KIT = Kit(
    name=_("Photography"),
    parts={
        Moment.FIRST_TALK: Part(
            opening=_(
                "Hello, how nice that you wrote. Tell me about the day: who will be there, and what are you"
                " looking forward to?"
            ),
            questions=(
                _("Which moment would you be sad to have no picture of?"),
                _("How do you feel in front of a camera?"),
                _("Which of my pictures made you write to me?"),
                _("What will you do with the pictures afterwards?"),
                _("Is the day fixed, and are there hours that matter?"),
            ),
            heard=(
                Heard(
                    _("What do you charge?"),
                    (
                        _(
                            "A half day is this, a whole day is that, with all pictures. Which of them "
                            "suits your day we can find out now."
                        ),
                        _(
                            "Let me ask two questions first, so that I name you the right one and not the "
                            "largest."
                        ),
                    ),
                ),
                Heard(
                    _("We are not photogenic."),
                    (
                        _(
                            "Nearly everybody tells me so. We go for a walk, and after ten minutes you have"
                            " forgotten me."
                        ),
                        _("That is my work and not yours. Nobody has to smile on command."),
                    ),
                ),
                Heard(
                    _("We only need one hour."),
                    (
                        _("Then let us look at which hour. If it holds all that matters, one is enough."),
                        _(
                            "Fine, I do that. If I think you would miss something, I tell you, and you "
                            "choose."
                        ),
                    ),
                ),
            ),
            step=_("Look up whether I am free, and answer today"),
            step_kind=StepKind.EMAIL,
        ),
        Moment.NEED: Part(
            opening=_(
                "Let us walk through the day together, hour by hour. You talk and I note where I should "
                "stand."
            ),
            questions=(
                _("Who must be in a picture together, and who rather not?"),
                _("What is the light like there at that hour?"),
                _("Is anybody shy, ill, or not to be shown?"),
                _("Do you want them posed, or as it happened?"),
                _("How many pictures do you really hang on a wall?"),
            ),
            heard=(
                Heard(
                    _("Can we have all the raw pictures?"),
                    (
                        _(
                            "You get all the good ones, finished. The raw ones look like half-baked bread, "
                            "and I keep them a year."
                        ),
                        _(
                            "If you want to work on them yourself, yes. Let us note that now, then I "
                            "deliver them so."
                        ),
                    ),
                ),
                Heard(
                    _("A friend has a good camera."),
                    (
                        _(
                            "Then let him take pictures too. I would only not want him to miss the party "
                            "for it."
                        ),
                        _(
                            "If he likes it and you trust him, that is a good way. Ask him what happens if "
                            "he is ill."
                        ),
                    ),
                ),
                Heard(
                    _("What if it rains?"),
                    (
                        _(
                            "Then we use umbrellas and windows. Some of my best pictures are from rain; I "
                            "will show you three."
                        ),
                        _("We choose a second place now, so that nobody has to think on the day."),
                    ),
                ),
            ),
            step=_("Send three pictures that are like what you told me"),
            step_kind=StepKind.EMAIL,
        ),
        Moment.QUOTE: Part(
            opening=_(
                "Here is what I understood, and what it costs, on one page. Please read it and tell me what"
                " is wrong."
            ),
            questions=(
                _("Are the hours right, or would you like to begin earlier?"),
                _("Is there anything in it that you do not need?"),
                _("Would an album be nice, or do you do that yourselves?"),
                _("Until when would you like to decide?"),
                _("Who decides with you?"),
            ),
            heard=(
                Heard(
                    _("That is above what we planned."),
                    (
                        _(
                            "What did you plan? I can tell you what I would do for that: fewer hours, the "
                            "same care."
                        ),
                        _(
                            "We could leave out the album. You can add it in a year, when the wallet has "
                            "recovered."
                        ),
                    ),
                ),
                Heard(
                    _("Another one is half the price."),
                    (
                        _(
                            "That can be fine. Look at one whole day of theirs, not only the ten best "
                            "pictures."
                        ),
                        _(
                            "I believe you. I take one day in a week and work three on the pictures; that "
                            "is the difference."
                        ),
                    ),
                ),
                Heard(
                    _("We will come back to you."),
                    (
                        _(
                            "Please do. I hold the day for you until the 15th, and then I ask once before I"
                            " give it away."
                        ),
                        _("Gladly. Is there something that I could answer now, so that it is easier?"),
                    ),
                ),
            ),
            step=_("Ask once whether I shall go on holding the day"),
            step_kind=StepKind.EMAIL,
        ),
        Moment.READY: Part(
            opening=_(
                "I am so glad. One page to sign, and then you need not think of me until the week before."
            ),
            questions=(
                _("Whom may I ring on the day itself?"),
                _("Where will there be something to eat for me?"),
                _("Which pictures may I show, and which not?"),
                _("Are there surprises that I should know of?"),
                _("By when do you need the first ones?"),
            ),
            heard=(
                Heard(
                    _("What if you fall ill?"),
                    (
                        _("Then one of two colleagues comes, whose names are on the page. You pay the same."),
                        _(
                            "Then you hear it at once, and you get the same hours from somebody whose "
                            "pictures you have seen."
                        ),
                    ),
                ),
                Heard(
                    _("Do we pay before?"),
                    (
                        _("A third holds the day. The rest when you have seen the pictures."),
                        _("A small part now, as I turn others away for that day. The rest after."),
                    ),
                ),
                Heard(
                    _("We do not want to be on the internet."),
                    (
                        _("Then you are not. I write it into the contract, and that is that."),
                        _("Thank you for saying so. Not one picture leaves my house without your word."),
                    ),
                ),
            ),
            step=_("Send the page to sign, with the day on it"),
            step_kind=StepKind.EMAIL,
        ),
    },
)
