"""The screenshots of the README, taken from a running demo with Chromium. Run by ``python -m docs.pictures.make``; look at what it made."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
SETTLE_SECONDS = 40  # until the synthetic carriers have sent enough to look at


@contextmanager
def demo() -> Iterator[str]:
    """A demo node, until the block ends; gives its address."""
    command = [Path(sys.executable).with_name("preclear"), "demo", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            lines = process.stdout or ()
            yield next(found.group() for line in lines if (found := re.search(r"http://[\w.:]+", line)))
        finally:
            process.terminate()


def sign_in(page: Page, address: str) -> None:
    """Sign in as the first of the demo's officers."""
    page.goto(f"{address}/sign-in")
    page.locator("button.post").first.click()
    page.wait_for_url(f"{address}/")


def main() -> None:
    """Take the pictures: the board, and a traveller who was referred."""
    with demo() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-GB")
        sign_in(page, address)
        page.wait_for_timeout(SETTLE_SECONDS * 1000)
        page.reload()
        page.screenshot(path=HERE / "board.png")
        page.goto(f"{address}/referrals/next")
        page.screenshot(path=HERE / "traveller.png")
        browser.close()


if __name__ == "__main__":
    main()
