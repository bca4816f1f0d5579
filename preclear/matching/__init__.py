"""Matching travellers with listed people.

Build an index of list editions or load one, then screen many travellers at once; every hit says its reasons.
"""

from preclear.matching.features import FINDINGS
from preclear.matching.hit import Agreement, Compared, Hit, Screening
from preclear.matching.index import Index, Indexed, build, load, open_paths
from preclear.matching.layers import DEADLINE, Layers, Since, digest_of, layer
from preclear.matching.price import FLOOR, Price, price
from preclear.matching.screening import screen
from preclear.matching.weights import Weights
from preclear.matching.weights import load as load_weights

__all__ = [
    "DEADLINE",
    "FINDINGS",
    "FLOOR",
    "Agreement",
    "Compared",
    "Hit",
    "Index",
    "Indexed",
    "Layers",
    "Price",
    "Screening",
    "Since",
    "Weights",
    "build",
    "digest_of",
    "layer",
    "load",
    "load_weights",
    "open_paths",
    "price",
    "screen",
]
