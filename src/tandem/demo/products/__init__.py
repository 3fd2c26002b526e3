"""All that people ask Wren & Rowe for."""

from tandem.demo.products.away import BOATS_AND_CARAVANS
from tandem.demo.products.chairs import CHAIRS, STOOLS
from tandem.demo.products.product import FETCHING_POUNDS, Piece, Product
from tandem.demo.products.sofas import CUSHIONS, SOFAS
from tandem.demo.products.windows import CURTAINS, WINDOW_SEATS

__all__ = ["FETCHING_POUNDS", "PRODUCTS", "Piece", "Product"]

PRODUCTS: tuple[Product, ...] = (
    CHAIRS,
    SOFAS,
    CUSHIONS,
    CURTAINS,
    STOOLS,
    WINDOW_SEATS,
    BOATS_AND_CARAVANS,
)
