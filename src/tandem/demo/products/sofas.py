from tandem.demo.products.product import Piece, Product

SOFAS = Product(
    name="Sofas",
    weight=20,
    at_home=True,
    pieces=(
        Piece(
            "Three-seater in {fabric}",
            780,
            (
                "Our sofa is old and comfortable, only the cover is a disgrace. Can it be re-covered?",
                "Two children, one dog, one sofa. What would you put on it?",
                "We saw your {fabric} at the fair. How much for a three-seater in that?",
                "Is it cheaper to re-cover a good old sofa or to buy a bad new one? Honestly?",
                "Dog-proof {fabric} in {colour}? Does that exist?",
                "I want something {colour} and cheerful after ten years of beige.",
                "We have the fabric already, eleven metres of {fabric}. Is that enough for a sofa?",
                "We would like to keep the shape of the sofa and lose the frills. Could you do that?",
                "The landlord will pay for a sofa if I get a price in writing.",
            ),
        ),
        Piece(
            "Two-seater, loose covers",
            450,
            (
                "Loose covers for a two-seater that can go in the machine, in {colour} if you have it.",
                "Half of the sofa is bleached by the sun. Would loose covers hide it?",
                "Covers for two small sofas in {colour} {fabric}, for a holiday cottage. One first?",
            ),
        ),
        Piece(
            "Sofa cushions, new filling",
            220,
            (
                "Would new filling save the seat cushions? They are like pancakes.",
                "Three-seater, feather cushions, I am tired of plumping them. What is the alternative?",
                "The zip of a seat cushion has gone and nobody will mend a zip. Would you?",
                "Our corner sofa has {number} seat cushions and each of them leans to the left.",
            ),
        ),
        Piece(
            "Sofa, frame and springs",
            410,
            (
                "The frame has cracked under one arm. Is that carpentry, or you?",
                "Our son jumped on it. There is a spring showing. The sofa is in the {room}.",
                "The sofa will not go through the new door. Do you take sofas apart and back together?",
                "There are moths in it. Do you still take it?",
            ),
        ),
        Piece(
            "Chesterfield, leather mended",
            630,
            (
                "A Chesterfield from my late uncle. The leather has gone hard and the buttons fall off.",
                "The sofa in the waiting room is split. We are a dentist, so it has to be wiped.",
            ),
        ),
        Piece(
            "Chaise longue",
            580,
            (
                "I have a chaise longue and no idea how old it is. Could somebody come and look?",
                "We inherited a settle with horsehair coming out like whiskers. Can it be saved?",
            ),
        ),
        Piece(
            "Day bed, mattress and bolsters",
            410,
            (
                "Can you make a mattress and {number} bolsters for a day bed, wool, no foam?",
                "It is a sofa bed and heavy. Do you fetch, or must we bring it?",
            ),
        ),
    ),
)

CUSHIONS = Product(
    name="Cushions",
    weight=13,
    at_home=False,
    pieces=(
        Piece(
            "{number} scatter cushions",
            32,
            (
                "{number} scatter cushions from an old kilim, is that possible?",
                "Can you make {number} cushions from my late husband’s shirts?",
                "Piped edges, {colour}, {number} of them. I have drawn them. Shall I send the drawing?",
                "Could you copy a cushion? I have one and want {number}.",
                "Could the trimming from my grandmother’s curtains go on {number} cushions?",
                "We would like {number} cushions as presents, in the team’s colours, {colour} and white.",
                "Do you fill cushions with wool? I am allergic to feathers and have {number}.",
            ),
        ),
        Piece(
            "Cushions for a conservatory suite",
            260,
            (
                "Cushions for a cane conservatory suite, the old ones have faded to nothing.",
                "Box cushions with zips, foam that does not crumble this time.",
                "The rattan chairs outside came with cushions made of air, it seems. Better ones, please.",
            ),
        ),
        Piece(
            "Garden bench cushion",
            160,
            (
                "The garden bench is a metre and a half. Could you make a cushion that survives a shower?",
                "My swing seat has lost its cushions to a fox. Truly.",
                "How much is a single seat cushion in {fabric}? It is for a bench in the {room}.",
            ),
        ),
        Piece(
            "{number} pew cushions",
            63,
            (
                "Our chapel would like {number} pew cushions to begin with, more when the roof is paid.",
                "The choir sits on oak for two hours. {number} thin cushions in {colour} would be a mercy.",
                "Kneelers for the parish church, embroidered tops are done, {number} so far.",
                "Cushions for {number} settles in the pub, people spill things, you understand.",
            ),
        ),
        Piece(
            "{number} floor cushions",
            44,
            (
                "Floor cushions for a nursery, {number}, washable, bright.",
                "I am a potter and need {number} firm seat pads for my studio. Nothing pretty.",
                "We need cushions for the reading corner at school, {number} of them.",
            ),
        ),
        Piece(
            "Bolster, wool-filled",
            86,
            (
                "A bolster for a bad back, wool-filled, the length of the bed.",
                "An odd one: a bolster for a pulpit. It is five-sided.",
                "A dog bed that looks as good as the sofa. Is that beneath you?",
            ),
        ),
    ),
)
