"""What is said at Wren & Rowe, by them and by their customers, and where it belongs."""

NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10}
COLOURS = ("green", "rust", "navy", "mustard", "grey", "dusty pink", "teal", "cream", "plum", "brick red")
FABRICS = ("wool", "linen", "velvet", "tweed", "ticking", "cotton", "mohair", "herringbone", "corduroy")
ROOMS = (
    "kitchen",
    "sitting room",
    "study",
    "back bedroom",
    "hall",
    "dining room",
    "conservatory",
    "spare room",
)

PROMISED = (
    "Free visit within a week",
    "A price from photographs by tomorrow",
    "Fabric samples to take home",
    "We fetch and bring back",
    "Somebody rings this week",
    "",
    "",
)
WANTED_BY = (
    "As soon as it can be had",
    "Before the family comes",
    "End of next month",
    "No hurry",
    "",
    "",
    "",
)
REACHED_BY = (
    "Mobile and e-mail",
    "Mobile, best after 5",
    "E-mail only",
    "Landline, mornings",
    "Mobile, best before 3",
)
COST_TOLD = (
    "Has set aside about £{amount}",
    "Knows what new ones cost",
    "Expects around £{amount}",
    "Had a price elsewhere",
)

DECLINED_WORDS: dict[str, tuple[str, ...]] = {
    "Too far away": (
        "{miles} miles, a day on the road for one piece.",
        "Nobody of us drives to {place}.",
        "",
    ),
    "Budget too small": (
        "Hoped for £50 all in.",
        "Would rather buy new for that money.",
        "Half of what the wool costs.",
        "",
    ),
    "Only wanted a price": ("Comparing, for an insurance claim.", "Wanted a number to tell his wife.", ""),
    "Not something we do": (
        "Carpentry, not upholstery. Gave them a name.",
        "Car seats with airbags.",
        "A mattress for a hotel.",
        "",
    ),
    "Could not be reached": (
        "Rang four times, number switched off.",
        "E-mail came back.",
        "No answer in two weeks.",
        "",
    ),
}
# What was wanted that they do not offer, where the words of a decline or a loss tell so.
UNMET_NEEDS = {
    "Carpentry, not upholstery. Gave them a name.": "Carpentry",
    "Car seats with airbags.": "Car seats",
    "A mattress for a hotel.": "Mattresses",
    "The visitors come sooner than we could be ready.": "Something to sit on meanwhile",
    "Bought new in the sale.": "New furniture",
}
LOST_WORDS: dict[str, tuple[str, ...]] = {
    "price": (
        "Liked it, but not at that price.",
        "A man in the market does it for half.",
        "The wool made it too dear.",
    ),
    "time": ("Could not wait until the new year.", "The visitors come sooner than we could be ready."),
    "competitor": ("Went to somebody in their own street.", "Bought new in the sale."),
    "no_need": (
        "They are moving house instead.",
        "The chairs went to the daughter as they are.",
        "Husband mended it.",
    ),
    "no_answer": ("Quote sent, then silence.", "Rang three times after the visit."),
    "other": ("Family matters, will come back one day.",),
}

FIRST_TALK = (
    "It has to survive the children and the dog.",
    "I had no idea that the springs can be saved.",
    "We would like to keep the shape, only not the smell.",
    "Is there anything that hides cat hair?",
    "The last people told us that it was not worth it.",
    "I do not mind waiting if it lasts.",
    "Could we see the fabric by daylight?",
    "My mother would come back to haunt me if I threw it out.",
    "We eat there every day, so one at a time would be best.",
    "It is mostly the seat, the back is fine.",
    "Tell me honestly if it is not worth doing.",
    "Something warm, something you want to touch.",
)
FOUND_AT_VISIT = (
    "Frames sound, webbing tired on two.",
    "Springs gone in the middle, horsehair can be used again.",
    "Woodworm, old and treated. Likes the green wool.",
    "Access by the garden door only. Four metres of fabric.",
    "Measured twice: nothing is square. Took the linen samples.",
    "Nice people, big dog. Needs a tight weave.",
    "Foam is dust. Wool filling agreed.",
    "Was made well once. A pleasure.",
    "Wants piping. Left three samples.",
)
CHASED = (
    "Will decide with her husband at the weekend.",
    "Has not looked at it yet, next week.",
    "Likes it, asks whether it can be ready sooner.",
    "Wants the same in blue.",
    "Waits for the money from the insurance.",
    "Asks for a sample of the wool.",
)
AGREED_BEFORE = "We had agreed it before we asked for that."
AGREED = (
    "Wool chosen, date agreed.",
    "Takes the linen after all. Ready in four weeks.",
    "Deposit on Friday, then we begin.",
)
STILL_THERE = (
    "Any news?",
    "Is my quote on its way?",
    "I forgot to say: there is a footstool too.",
    "Did you get my photographs?",
)
PRAISE = (
    "We fight over who may sit in it.",
    "It looks like itself again.",
    "The dog approves, which is a problem.",
    "My sister wants your number.",
    "It is better than when it was new.",
    "I sat down and did not get up for an hour.",
)
COMPLAINT = ("One seat creaks. Can you look?", "The piping on the left has come loose.")
ASKED_AGAIN = (
    "You did our chairs so well. Now the sofa looks ashamed. Could you come?",
    "Me again. There is a second one in the loft after all.",
    "We liked it so much that the other room is jealous now.",
    "Could you do the same for my mother? She will pay, she says.",
    "The same {fabric} once more, if you can get it, for {number} cushions.",
    "We have bought another chair. I know. Would you?",
)
SPAM = (
    "Dear Sir, we offer first page of search engine for your website at best price.",
    "Increase your followers ten times with our proven method. Reply YES.",
    "We buy your business debts. Fast, simple, no questions asked.",
    "Your domain is going to expire, act now and click below.",
    "Cheap foam directly from the factory, 40 feet container minimum.",
    "Hello friend I have an investment for you of great confidence.",
)
NOT_FOR_US = (
    "Do you have any vacancies for a Saturday job?",
    "Are you the Wren that sells garden furniture?",
    "Could you take my old sofa to the tip?",
    "I am writing my school project on crafts. May I ask you ten questions?",
    "Do you rent out chairs for weddings?",
    "Can you clean a carpet? It is only small.",
)
READ_BEFORE = (
    "Wool or linen?",
    "What re-covering costs",
    "Can your springs be saved?",
    "Before and after",
    "Which fabrics survive a dog?",
)

# Whom they bought from instead, where the seller was told.
WENT_TO = {
    "Went to somebody in their own street.": ("Fenwick Upholstery", "Re-Seat", ""),
    "Bought new in the sale.": ("Sofa Yard", "Oak & Ash", "Sofa Yard"),
}
