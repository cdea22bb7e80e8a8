"""The pictures of README and docs/using.md, taken anew: `make pictures`.

The demo gives the board and a stopped exit; the journey of scenario C in tests/browser gives the
rest. Each is cut to what a first look shows and saved small.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
GATELODGE = Path(sys.executable).with_name("gatelodge")
JOURNEY = {
    "record": ("record", 1400),
    "dates": ("dates", 2200),
    "reading": ("differences", 1500),
    "go": ("desk-go", 800),
    "stop": ("desk-stop", 660),
    "pass": ("pass", 1640),
}
"""Name in docs: name in the journey, and height in pixels that is kept."""
CHROMIUM = "/usr/bin/chromium"
SWITCHES = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-first-run"),
)
DEADLINE_SECONDS = 120.0


def main() -> None:
    """Take all pictures."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        of_the_demo(Path(folder))
        of_the_journey(Path(folder))


def of_the_demo(folder: Path) -> None:
    """The board, and the checklist of somebody whom a remand holds."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    var = folder / "var"
    environment = os.environ | {"GATELODGE_VAR": str(var), "PORT": str(port)}
    address = f"http://127.0.0.1:{port}"
    demo = subprocess.Popen([GATELODGE, "demo"], env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"{address}/health/")
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
            page = browser.new_page(viewport={"width": 1280, "height": 1400})
            page.goto(f"{address}/sign-in/")
            page.get_by_label("User name").fill("priya.hale")
            page.locator("input[type=password]").fill(
                (var / "keys" / "demo-password").read_text().strip()
            )
            page.get_by_role("button", name="Sign in").click()
            page.goto(f"{address}/releases/")
            page.screenshot(path=folder / "board.png")
            page.get_by_role("link", name="WARBURTON").first.click()
            page.wait_for_url("**/exit/")  # and until the photo is there
            page.screenshot(path=folder / "checklist.png")
            browser.close()
        for name in ("board", "checklist"):
            keep(folder / f"{name}.png", name, 1400)
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait()


def of_the_journey(folder: Path) -> None:
    """What the browser test of scenario C saw."""
    subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "tests/browser/test_scenario_c.py"),
            f"--keep-pictures={folder}",
        ],
        cwd=ROOT,
        check=True,
    )
    for name, (source, height) in JOURNEY.items():
        keep(folder / f"{source}.png", name, height)


def keep(picture: Path, name: str, height: int) -> None:
    """Cut a picture to its upper part and save it with few colours."""
    with Image.open(picture) as whole:
        part = whole.convert("RGB").crop((0, 0, whole.width, min(height, whole.height)))
        small = part.resize((960, part.height * 960 // part.width))
        small.quantize(160).save(IMAGES / f"{name}.png", optimize=True)


def wait_for(address: str) -> None:
    """Ask until the address answers; raise `TimeoutError` when it never does."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{address} does not answer") from None
            time.sleep(0.2)


if __name__ == "__main__":
    if not shutil.which(CHROMIUM):
        sys.exit("Chromium is absent. Install it with: sudo make system-packages")
    main()
