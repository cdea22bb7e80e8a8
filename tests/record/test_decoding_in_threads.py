"""Many threads read the ledger at once: the loops of the worker, and the threads of the site."""

import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).parents[2]
READERS = textwrap.dedent(
    """
    import json, sys, threading
    from pathlib import Path
    from gatelodge.record.entry import decode_body

    sys.setswitchinterval(1e-6)  # threads take turns as often as the interpreter can

    def of(path):
        stored = json.loads(path.read_text())
        envelope = json.loads(stored["envelope"])
        return envelope["kind"], envelope["kind_version"], stored["body"].encode()

    is_over = threading.Event()

    def others_work():
        while not is_over.is_set():
            sum(range(50))

    busy = [threading.Thread(target=others_work) for _ in range(2)]
    for each in busy:
        each.start()
    for body in map(of, sorted(Path("tests/golden/entries").glob("*.json"))):
        together = threading.Barrier(4)

        def read(body=body, together=together):
            together.wait()
            decode_body(*body)

        readers = [threading.Thread(target=read) for _ in range(4)]
        for each in readers:
            each.start()
        for each in readers:
            each.join()
    is_over.set()
    """
)


def test_the_first_readers_of_each_kind_may_come_together() -> None:
    """A worker once ended with a fault of memory access: two of its loops met a kind at once."""
    done = subprocess.run(
        [sys.executable, "-c", READERS], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
