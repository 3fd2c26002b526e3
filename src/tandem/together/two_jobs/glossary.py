"""The words of this program, each in one or two plain sentences."""

from django.utils.translation import gettext_lazy as _

from tandem.together.two_jobs.terms import Part, Term

ASKING = Part(
    _("When somebody asks"),
    (
        Term(
            "enquiry",
            _("Enquiry"),
            _(
                "Somebody asked: once, at a certain time, by a certain door, in their own words. The "
                "same person may ask many times, and each time is an enquiry. Others say “lead”."
            ),
            "m",
        ),
        Term(
            "door",
            _("Door"),
            _(
                "How an enquiry came in: form, code, phone, at the door, e-mail, event, spreadsheet, "
                "another program."
            ),
            "m",
        ),
        Term(
            "channel",
            _("Channel"),
            _(
                "How they heard of us: the source and the kind of it, such as the local paper. How what "
                "we make reaches the buyer is another matter, a distribution channel."
            ),
            "m",
        ),
        Term(
            "campaign",
            _("Campaign"),
            _(
                "Something that marketing plans so that people ask: a fair, an advertisement, a "
                "newsletter. Its goal is a number of enquiries."
            ),
            "m",
        ),
        Term(
            "set-aside",
            _("Set aside"),
            _(
                "An enquiry that is none: an advertisement, the same twice, or nothing that we do. It "
                "stays to be looked up, and counts nowhere else."
            ),
            "m",
        ),
        Term(
            "nurtured",
            _("Nurtured"),
            _(
                "Not ready yet, or declined for now: marketing stays in touch, and a day is set on which "
                "to come back to it."
            ),
            "m",
        ),
    ),
)

MEETING = Part(
    _("Where the desks meet"),
    (
        Term(
            "agreement",
            _("Agreement"),
            _(
                "What both desks hold to be a good enquiry, and what each promises the other. It may be "
                "changed when a person of each side says yes; what was passed before keeps the old one."
            ),
        ),
        Term(
            "tick",
            _("Tick"),
            _("One point of the agreement, such as “within 30 miles”: yes, no, or not asked yet."),
        ),
        Term(
            "pass",
            _("Pass"),
            _(
                "Marketing hands an enquiry to a seller, with its ticks and all that is known. From then "
                "on the seller is its owner."
            ),
        ),
        Term(
            "accept",
            _("Accept, decline"),
            _(
                "Sales takes an enquiry that was passed, or gives it back with a reason. A declined one "
                "goes to marketing, and may be passed again."
            ),
        ),
        Term(
            "brief",
            _("Brief"),
            _(
                "What sales gets to know of an enquiry, copied when it is accepted, so that it stands as "
                "it was."
            ),
        ),
        Term(
            "first-answer",
            _("First answer"),
            _(
                "The first time that one of us rang, wrote to or met somebody about buying, after they "
                "were passed. Mail that a program sends by itself never counts."
            ),
        ),
        Term(
            "promise",
            _("Promise"),
            _(
                "A time or a number that one desk gives the other in the agreement. Times run in working "
                "hours only."
            ),
        ),
    ),
)

BUYING = Part(
    _("When somebody buys"),
    (
        Term(
            "opportunity",
            _("Opportunity"),
            _(
                "The work of sales on one possible sale. It is opened by accepting an enquiry, or by "
                "hand, and ends won or lost; a lost one has a reason."
            ),
            "s",
        ),
        Term(
            "need",
            _("Need"),
            _("What this person wants or has to have. An offer that meets no need is not bought."),
            "s",
        ),
        Term("offer", _("Offer"), _("What the business sells: a product or a service."), "s"),
        Term(
            "next-step",
            _("Next step"),
            _("What we do next with this person, and on which day. Each open opportunity has one."),
            "s",
        ),
        Term(
            "order",
            _("Order"),
            _(
                "What somebody agreed to buy. Winning an opportunity always makes one; quotes, invoices "
                "and payments are what they are everywhere."
            ),
            "s",
        ),
        Term(
            "customer",
            _("Customer"),
            _("A person or an organisation with an accepted order, and nobody else."),
            "s",
        ),
    ),
)

COUNTING = Part(
    _("When we count"),
    (
        Term(
            "revenue",
            _("Revenue, booked"),
            _(
                "Orders by the day on which they were accepted, without tax, less credit notes. What was "
                "invoiced and what was paid stand beside it, never in its place."
            ),
        ),
        Term(
            "expected",
            _("Revenue, expected"),
            _(
                "What the enquiries of some months come to in the end, with those who are still deciding "
                "counted by how long they have been."
            ),
        ),
        Term(
            "become-customers",
            _("Become customers"),
            _(
                "How many of those who asked in some months buy in the end. Others say “conversion”. Who "
                "was declined counts as lost until passed and accepted again."
            ),
        ),
        Term(
            "still-open",
            _("Still open"),
            _(
                "Asked, and neither bought nor lost so far. Drawn hatched or dashed, and never counted "
                "as lost."
            ),
        ),
        Term(
            "too-few",
            _("Too few to say"),
            _(
                "Fewer than twenty: then you see the count itself and no percentage, as chance would "
                "speak louder than we do."
            ),
        ),
    ),
)

WORKING = Part(
    _("Who does it"),
    (
        Term(
            "desk",
            _("Desk"),
            _("A place with an outcome of its own: marketing’s is enquiries, sales’ is customers."),
        ),
        Term(
            "hat",
            _("Hat"),
            _(
                "The job that you do just now, which decides what you see first. A hat is never a wall: "
                "everybody reads both desks."
            ),
        ),
        Term(
            "role", _("Role"), _("What you may change: one desk, both, everything as an owner, or nothing.")
        ),
        Term(
            "purpose",
            _("Purpose"),
            _(
                "Which job something was done for: marketing, selling, or care for those who have "
                "bought. Meeting people at a fair is marketing."
            ),
        ),
        Term(
            "timeline",
            _("Timeline"),
            _("Everything that happened with one person, of both desks, the newest first."),
        ),
    ),
)

GLOSSARY = (ASKING, MEETING, BUYING, COUNTING, WORKING)
