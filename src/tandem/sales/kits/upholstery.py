from django.utils.translation import gettext_lazy as _

from tandem.sales.kits.kit import Heard, Kit, Moment, Part
from tandem.sales.opportunities.words import StepKind

KIT = Kit(
    name=_("Upholstery and furniture"),
    parts={
        Moment.FIRST_TALK: Part(
            opening=_(
                "Hello, this is … from the workshop. Thank you for asking. Tell me about the piece: what is"
                " it, and where does it stand?"
            ),
            questions=(
                _("What would you like it to be again when it is done?"),
                _("Who sits on it, and how often?"),
                _("What happened to it, and since when?"),
                _("What should stay exactly as it is?"),
                _("Is there a day by which you would love to have it?"),
            ),
            heard=(
                Heard(
                    _("How much does it cost, roughly?"),
                    (
                        _(
                            "Most chairs like yours come to between this and that. The frame decides, and I"
                            " only know when I have seen it."
                        ),
                        _(
                            "I can give you a range now and a firm price once I have looked underneath. Is "
                            "that all right?"
                        ),
                    ),
                ),
                Heard(
                    _("I only wanted to ask."),
                    (
                        _(
                            "Good, then ask. I am glad to tell you what I would do, even if you do it "
                            "elsewhere."
                        ),
                        _(
                            "Of course. Shall I send you two pictures of a similar piece, and you think it "
                            "over?"
                        ),
                    ),
                ),
                Heard(
                    _("Is it even worth doing?"),
                    (
                        _(
                            "Sometimes it is not, and then I say so. Send me a picture of the underside and"
                            " I can tell you."
                        ),
                        _(
                            "If the frame is sound, it is good for many years more. If it is not, I would "
                            "rather tell you now."
                        ),
                    ),
                ),
            ),
            step=_("Send two photographs, one from below"),
            step_kind=StepKind.EMAIL,
        ),
        Moment.NEED: Part(
            opening=_("May I turn it over? I will tell you what I see as I go, the good and the bad."),
            questions=(
                _("What do you like about it, so that I keep that?"),
                _("Do children or animals use it?"),
                _("How does the light fall where it stands?"),
                _("How soft or firm do you like to sit?"),
                _("What have you thought of spending on it, so that I show you the right fabrics?"),
            ),
            heard=(
                Heard(
                    _("I cannot decide on a fabric."),
                    (
                        _(
                            "Nobody can, in a shop. Take these three home and look at them in the evening "
                            "light for a week."
                        ),
                        _("Tell me which ones you do not want. What is left is usually the answer."),
                    ),
                ),
                Heard(
                    _("Could you leave the old filling in?"),
                    (
                        _(
                            "I could, and it would be cheaper. It would sag in two years, and I would not "
                            "like to see it back for that."
                        ),
                        _(
                            "Where it is horsehair, gladly: it outlives us both. Foam of that age I would "
                            "change."
                        ),
                    ),
                ),
                Heard(
                    _("My partner would need to see it."),
                    (
                        _("Then let us have both of you here. Which evening suits you?"),
                        _(
                            "I will leave you the samples and a page with what we spoke about. Ring me when"
                            " you have both looked."
                        ),
                    ),
                ),
            ),
            step=_("Leave three samples and agree when to collect them"),
            step_kind=StepKind.VISIT,
        ),
        Moment.QUOTE: Part(
            opening=_(
                "I have written down what we spoke about, line by line. May I go through it with you, so "
                "that nothing surprises you?"
            ),
            questions=(
                _("Is this what you had in mind, or did I miss something?"),
                _("Which part of it are you unsure about?"),
                _("Would you like it all at once, or the first piece now?"),
                _("Who else should look at it with you?"),
                _("When would you like to know that it is settled?"),
            ),
            heard=(
                Heard(
                    _("That is more than I thought."),
                    (
                        _(
                            "I understand. Most of it is the hours in the springs. We could leave the "
                            "piping and use a plainer fabric."
                        ),
                        _(
                            "What had you hoped for? Then I can say what is possible for that, and what I "
                            "would not save on."
                        ),
                    ),
                ),
                Heard(
                    _("I saw a new one for less."),
                    (
                        _(
                            "You did, and it is a fair choice. Yours has a frame that nobody builds at that"
                            " price any more."
                        ),
                        _(
                            "Then sit in both. If the new one is what you want, you have my blessing and "
                            "have lost nothing."
                        ),
                    ),
                ),
                Heard(
                    _("I have to think about it."),
                    (
                        _("Do, please. Is it the price, the fabric or the time? Then I can help you think."),
                        _("Take the time you need. Shall I ring on Friday, or would you rather ring me?"),
                    ),
                ),
                Heard(
                    _("Somebody else is cheaper."),
                    (
                        _(
                            "That may be. Ask them what they do underneath, and whether they show you "
                            "pictures on the way."
                        ),
                        _(
                            "I cannot be the cheapest. I can tell you each step, and put right what is my "
                            "fault."
                        ),
                    ),
                ),
            ),
            step=_("Ring in two days and ask what is still open"),
            step_kind=StepKind.CALL,
        ),
        Moment.READY: Part(
            opening=_(
                "How good. Then let us go once through what happens next, so that you know when you will be"
                " without it."
            ),
            questions=(
                _("Which day may we collect it?"),
                _("Is there a stair or a narrow door on the way?"),
                _("Shall I send you pictures while it is in the workshop?"),
                _("Where should it stand when it comes back?"),
                _("Is there anything that you are still unsure of?"),
            ),
            heard=(
                Heard(
                    _("How long will I be without it?"),
                    (
                        _("About four weeks from the day we collect it. I will ring you in the week before."),
                        _(
                            "If that is too long, I can take it in after the holidays, and you keep it "
                            "until then."
                        ),
                    ),
                ),
                Heard(
                    _("Must I pay something now?"),
                    (
                        _(
                            "A third, because I buy the fabric for you alone. The rest when it stands in "
                            "your room and you like it."
                        ),
                        _("The fabric only. I would rather you pay for what I have to buy, and no more."),
                    ),
                ),
                Heard(
                    _("What if I do not like it?"),
                    (
                        _(
                            "Then I want to hear it, and we look at it together. Seams and shape I put "
                            "right at no cost."
                        ),
                        _("You will see pictures before it is closed. That is when a change is easy."),
                    ),
                ),
            ),
            step=_("Agree the day on which it is collected"),
            step_kind=StepKind.CALL,
        ),
    },
)
