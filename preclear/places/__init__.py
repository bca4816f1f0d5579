"""Places as dated data: what a carrier's code means, in which country, by which clock, and whose officers inspect there."""

from preclear.places.place import Codes, Place, PlaceKind, Site, SiteKind
from preclear.places.places import Places, load, read

__all__ = ["Codes", "Place", "PlaceKind", "Places", "Site", "SiteKind", "load", "read"]
