from tandem.demo.products.product import Piece, Product

CHAIRS = Product(
    name="Chairs",
    weight=30,
    at_home=True,
    pieces=(
        Piece(
            "{number} dining chairs",
            69,
            (
                "{number} dining chairs, all a bit tired. What would you do with them?",
                "The seats of our {number} dining chairs sag in the middle. Is it the webbing?",
                "{number} chairs in the {room}, and my sister says you did hers beautifully.",
                "We would like our {number} chairs in {colour} {fabric}, if that can be had.",
                "The cat has been at the back of {number} chairs. Is there a cloth that cats leave alone?",
                "The last people stapled everything, on {number} chairs. Could you do it again, properly?",
                "Is it true that you use proper horsehair? I have {number} chairs that deserve it.",
            ),
        ),
        Piece(
            "{number} kitchen chairs, drop-in seats",
            41,
            (
                "Can you re-cover {number} kitchen chairs in something that wipes clean?",
                "Do you do drop-in seats? I have {number} and could bring them to you.",
                "We run a guest house and all {number} breakfast chairs need new seats before the season.",
                "We found {number} chapel chairs in a barn. Are they worth a cushion each?",
                "Could you tell me if these {number} are real Ercol before I spend money on them?",
            ),
        ),
        Piece(
            "Wingback, new springs",
            420,
            (
                "My gran’s wingback, the springs have gone. I would hate to lose it.",
                "How much is it, roughly, to do a wing chair in {fabric}? The springs stick out.",
                "My knees want a firmer chair. Could you make the old wingback higher and harder?",
                "My husband is six foot five and no armchair fits him. Could you alter one?",
            ),
        ),
        Piece(
            "Pair of armchairs, {fabric}",
            590,
            (
                "We have a pair of armchairs from the fifties, sound frames, awful fabric. Worth doing?",
                "Two bedroom chairs, nothing grand, but my mother’s. {colour} {fabric}, if possible.",
                "A pair of chairs as a wedding present, they choose the fabric. Can that be a voucher?",
            ),
        ),
        Piece(
            "Reading chair, one arm",
            180,
            (
                "The dog has eaten one arm of my reading chair. Just the one arm. Can you match it?",
                "I started on a chair myself after a weekend course and I am stuck. Would you finish it?",
            ),
        ),
        Piece(
            "Desk chair, leather mended",
            280,
            (
                "Dad’s desk chair, green leather, brass nails, cracked right across. Can leather be mended?",
                "The old club chair from the office, cracked {colour} leather. New or mended, do you say?",
            ),
        ),
        Piece(
            "Nursing chair",
            240,
            (
                "I bought a nursing chair at auction and the stuffing is coming out underneath.",
                "A low nursing chair, for our first. May it be {colour}, and ready by the due date?",
            ),
        ),
        Piece(
            "Rocking chair, seat and back",
            220,
            (
                "A rocking chair, late Victorian, the seat has collapsed. I can send photographs.",
                "The rocking chair in the {room} squeaks and sags. Which of the two can you mend?",
            ),
        ),
    ),
)

STOOLS = Product(
    name="Stools",
    weight=9,
    at_home=False,
    pieces=(
        Piece(
            "Footstool, {fabric}",
            110,
            (
                "A footstool to go with my armchair, {fabric}, as near as you can get to {colour}.",
                "I have embroidered a cover for a stool. Would you mount it for me?",
                "Little stool, three legs, was my grandfather’s milking stool. He padded it once, badly.",
                "Needlepoint kneeler to be made into a footstool for my aunt, who finished it at ninety.",
                "Could I bring a pouffe from Morocco to be filled? It arrived flat.",
                "I am after a fireside stool in {fabric}, made to go with a {colour} rug.",
                "The cobbler’s stool is what we call it. Torn on top. It is in the {room}.",
            ),
        ),
        Piece(
            "{number} bar stools",
            51,
            (
                "{number} bar stools, the tops are split. We are a pub, so not all of them at once, please.",
                "How long would {number} kitchen stools take? We have nowhere else to sit.",
                "The gas lift ones at the salon, {number} of them, the seats are gone. Do you do those?",
                "Would you do just the rubber feet and new tops on {number} breakfast-bar stools?",
                "Could {number} school laboratory stools be padded, and would the pupils leave them alone?",
                "{number} church hall stools. There is not much money, I will say that now.",
            ),
        ),
        Piece(
            "Piano stool",
            130,
            (
                "My piano stool wobbles and the top is worn through. Tapestry, sadly.",
                "My daughter’s harp stool needs to be four centimetres higher before her examination.",
                "The music school has piano stools in vinyl, all cracked. What would the first one be?",
            ),
        ),
        Piece(
            "Ottoman with a lid",
            280,
            (
                "Could you make an ottoman with a lid, for blankets, about a metre long?",
                "We need a long stool for the hall, to put boots in, so it has to be tough.",
                "Can you cover a storage box so that it can be sat on?",
                "I want a big square footstool instead of a coffee table. Do you make those from nothing?",
            ),
        ),
        Piece(
            "Dressing-table stool",
            100,
            (
                "A dressing-table stool in {colour} velvet. It is only small. Is that too small for you?",
                "A stool with a {colour} leather top, like the one in your window last week.",
            ),
        ),
    ),
)
