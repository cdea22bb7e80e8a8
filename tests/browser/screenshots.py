"""Takes the pictures of the README anew: `python -m tests.browser.screenshots [FOLDER]`.

They are those of scenario C, as the browser journey walks it.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PICTURES = (
    "releases",
    "checklist",
    "blocked",
    "authorise",
    "pass",
    "desk-go",
    "desk-stop",
    "differences",
    "history",
    "alarm",
)


def main(folder: Path) -> int:
    """Walk the journey and keep its pictures; gives pytest's exit code."""
    with tempfile.TemporaryDirectory() as taken:
        walked = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "tests/browser/test_scenario_c.py",
                f"--keep-pictures={taken}",
            ],
            check=False,
        )
        if walked.returncode == 0:
            folder.mkdir(parents=True, exist_ok=True)
            for name in PICTURES:
                shutil.copy(Path(taken) / f"{name}.png", folder / f"{name}.png")
    return walked.returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images")))
