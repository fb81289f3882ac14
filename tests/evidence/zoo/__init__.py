"""Domains of which the truth is known: each has all in order but for what its name says."""

from tests.evidence.zoo import domain_and_site, mail
from tests.evidence.zoo.animals import ZOO, Animal

__all__ = ["ZOO", "Animal", "domain_and_site", "mail"]
