"""What Wren & Rowe are asked about: a kind of piece, its usual price, and how people ask for it."""

from dataclasses import dataclass

# In every price: somebody comes to see it, fetches it and brings it back.
FETCHING_POUNDS = 210


@dataclass(frozen=True)
class Piece:
    """One piece of work as sales writes it down, the pounds that the work usually costs (without tax; each,
    where a {number} stands in the title), and how people ask for it in their own words.

    {number}, {colour}, {fabric} and {room} are filled in for each of them, in title and words alike.
    """

    title: str
    pounds: int
    asked: tuple[str, ...]


@dataclass(frozen=True)
class Product:
    """`weight` is how many of a hundred ask for it; `at_home` tells whether one goes there to measure."""

    name: str
    weight: int
    at_home: bool
    pieces: tuple[Piece, ...]
