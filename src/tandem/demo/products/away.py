from tandem.demo.products.product import Piece, Product

BOATS_AND_CARAVANS = Product(
    name="Boats and caravans",
    weight=7,
    at_home=True,
    pieces=(
        Piece(
            "Caravan cushions, full set",
            650,
            (
                "Can you make new caravan cushions, all of them?",
                "The caravan is from 1974 and so is the orange. Could it be {colour}?",
                "Our static caravan needs the lounge done, all round.",
                "A teardrop caravan with a very narrow mattress and a bench, in {fabric} if that is wise.",
                "The folding camper’s seats rotted over the winter. {number} of them, and the beds.",
            ),
        ),
        Piece(
            "Narrowboat, bench cushions",
            570,
            (
                "The cushions of our narrowboat are the size of doors. Can you come to the canal?",
                "We live aboard and everything has to come off and be washed. What would you use?",
                "We hire out {number} narrowboats and would do one a month over the winter.",
                "Condensation has ruined the underside of all our cushions aboard. Do you have a trick?",
            ),
        ),
        Piece(
            "Cockpit cushions",
            360,
            (
                "Cockpit cushions for a small yacht, {colour}, must dry quickly.",
                "Is marine vinyl horrible to sit on? It is for a little motorboat.",
                "Can you cut foam to a template? The berth is a boat shape, naturally.",
                "Could you repair a canvas hood too, or is that somebody else? It is cushions first.",
            ),
        ),
        Piece(
            "Camper van, bed cushions",
            460,
            (
                "A camper van, the bed cushions have moulded to the last owners.",
                "{number} cushions for a motorhome, plain, hard-wearing, before we leave for Spain.",
                "Could you do the curtains of a camper as well as the seats?",
                "We are fitting out a van and want seats that turn into a bed. Do you do the soft part?",
                "The bunk is seventy wide and my son is not. Can it be made to fold out?",
            ),
        ),
        Piece(
            "Horsebox living, seats",
            410,
            (
                "The seats of the horsebox are split. It is a living-in one, nicer than our house.",
                "A showman’s wagon, built-in seat in {colour} plush. A labour of love.",
                "The steering seat of a tractor, and the bench of a horsebox. Is that too odd?",
            ),
        ),
    ),
)
