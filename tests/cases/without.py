"""Plays a case without some of the checks: `python -m tests.cases.without CASE CHECK ...`.

It is code that leaves them out, and it is here, in the tests: the product has no such setting.
"""

import sys

from gatelodge.gate import CHECKS
from gatelodge.replay import named, play


def main() -> None:
    """Play the case named first without the checks named after it."""
    case, *left_out = sys.argv[1:]
    sys.exit(play(named(case), tuple(each for each in CHECKS if each.name not in left_out)))


if __name__ == "__main__":
    main()
