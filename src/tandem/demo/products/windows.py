from tandem.demo.products.product import Piece, Product

CURTAINS = Product(
    name="Curtains",
    weight=13,
    at_home=True,
    pieces=(
        Piece(
            "Curtains for a bay window",
            490,
            (
                "Curtains for a bay window, floor to ceiling. Do you measure?",
                "I would like the {colour} velvet from your window in my bay.",
                "Interlined, floor length, {colour}, four metres wide altogether. It is a bay.",
                "A bay with a pelmet, like in the old photograph. Can you copy it?",
            ),
        ),
        Piece(
            "{number} pairs of lined curtains",
            190,
            (
                "We moved in with sheets over the windows. {number} pairs needed, nothing fancy.",
                "{number} pairs, pencil pleat, {fabric}. The tape on the old ones has gone.",
                "Do you line curtains with wool? {number} pairs. The windows are old and so am I.",
                "How much is it a window, roughly? There are {number} in the new house.",
            ),
        ),
        Piece(
            "Curtains altered",
            110,
            (
                "Could you shorten the long ones and use what is left for cushions?",
                "My curtains came back from the cleaner’s a hand shorter. Can you let them down?",
                "The lining has rotted and the silk is lovely. Is a new lining worth it?",
                "I have the {fabric} already. Would you only make them up?",
            ),
        ),
        Piece(
            "Roman blinds, {colour}",
            280,
            (
                "Roman blinds in {colour} linen for the {room}, three windows.",
                "Blinds for a kitchen with steam. What would you use? {colour} would be nice.",
                "There is a dormer that no shop has ever made a blind for. Would you try, in {colour}?",
            ),
        ),
        Piece(
            "Door curtain, interlined",
            190,
            (
                "A heavy curtain for the front door. The draught is winning.",
                "We want a curtain instead of a door to the {room}. Is there a way that it looks meant?",
            ),
        ),
        Piece(
            "Stage curtains, mended",
            420,
            (
                "The village hall needs the stage curtains mended before the pantomime.",
                "The museum needs curtains that keep the light off the map room.",
                "Could somebody hang them as well, on a stage? My husband says no.",
            ),
        ),
        Piece(
            "Bedroom curtains, blackout",
            300,
            (
                "Blackout curtains for a baby who wakes at four. As soon as you possibly can.",
                "Our holiday flat has sliding doors and no shade, and the guests wake with the sun.",
            ),
        ),
    ),
)

WINDOW_SEATS = Product(
    name="Window seats",
    weight=8,
    at_home=True,
    pieces=(
        Piece(
            "Window seat, {fabric}",
            340,
            (
                "A window seat in the {room}, a metre eighty, deep enough to read on. {fabric}, we thought.",
                "Could you measure a window seat? It is not straight anywhere.",
                "The window seat gets the sun all day, so what does not fade? Not {fabric}, I suppose.",
                "The old cushion on our window seat is foam dust. Can you make it again in wool?",
                "Is {fabric} silly with two dogs? It is for a window seat in the {room}.",
                "I saw a window seat in {colour} in the paper and the article named you.",
                "A window seat for my mother, who watches the street and tells us all.",
                "Buttoned or plain, what lasts longer on a window seat?",
                "It is a deep stone sill and cold to sit on. What would you put there?",
                "We want the window seat to match our {colour} curtains. Can you find that {fabric}?",
                "How soon could you come and measure? The plasterer leaves on Friday.",
            ),
        ),
        Piece(
            "Bay window seat, three parts",
            580,
            (
                "Our joiner is building a bay window seat and it needs a cushion in three parts.",
                "We would like a bay done in {fabric}, and we would like to see it first.",
                "Do the cushions of a bay seat stay put without ties? Ours slide.",
            ),
        ),
        Piece(
            "Bench seats, about {number} metres",
            140,
            (
                "Bench seats, about {number} metres of them, for the waiting room.",
                "Benches round the kitchen table, {number} metres. Seats and backs to spill on.",
                "Banquette seating for a small restaurant, about {number} metres, {colour}.",
                "For our café window: {number} metres of bench seat that take a lot of coffee.",
            ),
        ),
        Piece(
            "Reading nook",
            300,
            (
                "A reading nook under the stairs, with {number} cushions against the wall.",
                "The library has a corner for the children. Fire-retardant, I am told.",
                "Can a window seat lift up for the toys and still look like a seat?",
                "A seat on the landing. It is a triangle, more or less.",
            ),
        ),
    ),
)
