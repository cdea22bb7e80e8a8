"""How fast the sentence engine is on this machine: a table, and the same in bench-sentencing.json.

Measured on the outside cases (give their folder, or none: ../shared/corpus). Each case is worked
out several times and its median counts, so that a slow case shows and a busy machine does not.
"""

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from gatelodge.sentencing import read_case, read_profile, run_case

ROUNDS = 7
PROCESSES = 2
REPEATS = 12
PERCENTILE = 99
Figures = dict[str, tuple[float, str]]


def main() -> None:
    """Measure, print the table, write the file."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/corpus")
    texts = [path.read_bytes() for path in sorted((folder / "overall_calculation").rglob("*.json"))]
    if not texts:
        sys.exit(f"{folder} holds no outside cases. Give the folder that they lie in.")
    figures = measured(texts)
    width = max(map(len, figures))
    for name, (value, unit) in figures.items():
        print(f"{name:<{width}}  {value:>10,.3f} {unit}")
    told = {name: {"value": value, "unit": unit} for name, (value, unit) in figures.items()}
    Path("bench-sentencing.json").write_text(json.dumps(told, indent=2) + "\n")


def measured(texts: Sequence[bytes]) -> Figures:
    """Give each figure with its name and unit."""
    work(texts)
    whole = [median_of(lambda text=text: one(text)) for text in texts]
    alone = []
    for text in texts:
        case = read_case(text)
        profile = read_profile(case.profile, case.switches)
        alone.append(median_of(lambda case=case, profile=profile: run_case(case, profile)))
    once = seconds(lambda: work(texts * REPEATS))
    shared = seconds(lambda: spread(texts))
    count = len(texts) * REPEATS
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "cases": (float(len(texts)), ""),
        "one core, decoding included": (count / once, "a second"),
        "mean, decoding included": (statistics.mean(whole) * 1000, "ms"),
        "p99, decoding included": (percentile(whole) * 1000, "ms"),
        "mean, decoding excluded": (statistics.mean(alone) * 1000, "ms"),
        "p99, decoding excluded": (percentile(alone) * 1000, "ms"),
        f"{PROCESSES} processes, starting them included": (count / shared, "a second"),
        "memory of the process at its highest": (memory, "MB"),
    }


def one(text: bytes) -> None:
    """Read a case and work it out, under its own profile."""
    case = read_case(text)
    run_case(case, read_profile(case.profile, case.switches))


def work(texts: Sequence[bytes]) -> None:
    """Read and work out cases, one after the other."""
    for text in texts:
        one(text)


def spread(texts: Sequence[bytes]) -> None:
    """Share the work between processes."""
    with ProcessPoolExecutor(PROCESSES) as pool:
        list(pool.map(work, [texts] * REPEATS))


def median_of(do: Callable[[], object]) -> float:
    """Do something several times; its median time in seconds."""
    return statistics.median(seconds(do) for _ in range(ROUNDS))


def percentile(values: Sequence[float]) -> float:
    """The value that 99 of 100 do not pass."""
    return sorted(values)[len(values) * PERCENTILE // 100]


def seconds(do: Callable[[], object]) -> float:
    """How long something takes."""
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
