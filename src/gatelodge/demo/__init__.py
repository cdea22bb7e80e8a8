"""The demo: invented people, an estate of three invented prisons, and all of it served at once.

Nobody here is real. What stands in the estate was entered through casework, as staff would enter
it, so that the demo shows what the product does and nothing that it does not.
"""

from gatelodge.demo.papers import paper, pdf
from gatelodge.demo.people import InventedPerson, OtherName, people, person

__all__ = ["InventedPerson", "OtherName", "paper", "pdf", "people", "person"]
