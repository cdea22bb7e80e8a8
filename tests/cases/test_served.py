"""A case is served at the moment of its stop, and everything ends with Ctrl-C."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from gatelodge.demo.serving import free_port

HERE = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["E"])
def test_a_case_stays_at_its_first_stop_until_it_is_ended(name: str) -> None:
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "gatelodge.cli",
        "replay",
        name,
        "--serve",
        "--port",
        f"{port}",
    ]
    with subprocess.Popen(
        command,
        cwd=HERE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as served:
        assert served.stdout is not None
        try:
            said = []
            for line in served.stdout:
                said.append(line)
                if "the password is" in line:
                    break
            told = "".join(said)
            assert "nobody has rung its sender back" in told
            assert "The clock stands at Wednesday 29 October 2025, 08:40." in told
            assert re.search(r"password is \S+", told)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=10) as page:
                assert page.status == 200
        finally:
            os.kill(served.pid, signal.SIGINT)
        assert served.wait(timeout=30) == 0
