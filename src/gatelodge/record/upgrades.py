"""From an old shape of a stored body to the next: one pure function a version.

No entry kind has changed its shape yet, so there is no step. A step is added under the stored name
and version that it upgrades, and gives the name and version that it leads to.
"""

from collections.abc import Callable

Step = Callable[[bytes], tuple[str, int, bytes]]

STEPS: dict[tuple[str, int], Step] = {}


def upgraded(kind: str, kind_version: int, body: bytes) -> tuple[str, int, bytes]:
    """Follow the steps from a stored version to today's; unchanged when there is none."""
    while (step := STEPS.get((kind, kind_version))) is not None:
        kind, kind_version, body = step(body)
    return kind, kind_version, body
