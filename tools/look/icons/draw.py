"""Draws favicon.ico and icon-180.png from favicon.svg; needed only when the drawing changes.

Run with the project's Python: `.venv/bin/python tools/look/icons/draw.py` (Chromium draws).
"""

import struct
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent


def _png(side: int) -> bytes:
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": side, "height": side})
        drawing = (HERE / "favicon.svg").read_text()
        sized = drawing.replace("<svg ", f'<svg width="{side}" height="{side}" ', 1)
        page.set_content(f'<body style="margin:0;background:transparent">{sized}</body>')
        picture = page.screenshot(omit_background=True)
        browser.close()
    return picture


def _ico(picture: bytes, side: int) -> bytes:
    """One PNG in an ICO file: header, one directory entry, the picture."""
    header = struct.pack("<HHH", 0, 1, 1)
    entry = struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), 22)
    return header + entry + picture


(HERE / "icon-180.png").write_bytes(_png(180))
(HERE / "favicon.ico").write_bytes(_ico(_png(48), 48))
