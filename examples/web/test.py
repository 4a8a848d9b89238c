"""Uses the page as a reader does, in Chromium, and looks at what it draws: test.py PAGE SINE

SINE is the program of examples/sine, whose figures the page must show. Writes pictures of the page beside it.
"""

import base64
import math
import pathlib
import re
import subprocess
import sys
import time
from chromium import Chromium

RMSE, PIXELS = 0.02, 4  # of a good run: at most
SEEDS = range(1, 9)

# The middle row of the curve's colour in every column of the picture.
CURVE = """(() => {
  const canvas = by("fit"), pen = canvas.getContext("2d");
  const wanted = colour("--net").match(/[0-9a-f]{2}/g).map((part) => parseInt(part, 16));
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
  return Array.from({ length: canvas.width }, (_, column) => {
    let [sum, count] = [0, 0];
    for (let row = 0; row < canvas.height; row++) {
      const at = 4 * (row * canvas.width + column);
      if (wanted.every((part, k) => Math.abs(part - data[at + k]) < 40)) [sum, count] = [sum + row + 0.5, count + 1];
    }
    return count ? sum / count : null;
  });
})()"""


def fail(words):
    raise SystemExit(f"FAILED: {words}")


class Page:
    def __init__(self, browser, path):
        self.browser = browser
        browser.open(path.as_uri())
        self.wait(lambda: self.text("state") != "")
        self.set(speed=11)

    def wait(self, ready):
        end = time.monotonic() + 60
        while not ready():
            if time.monotonic() > end:
                fail(f"nothing has come for a minute; state: {self.text('state')}")
            time.sleep(0.05)

    def text(self, element):
        return self.browser.evaluate(f'by("{element}").textContent')

    def set(self, **controls):
        for control, value in controls.items():
            self.browser.evaluate(
                f'by("{control}").value = "{value}"; by("{control}").dispatchEvent(new Event("change"))'
            )

    def click(self, button):
        self.browser.evaluate(f'by("{button}").click()')

    def frames(self, count=2):
        self.browser.evaluate(
            f"new Promise((done) => {{ let left = {count};"
            " (function next() { left-- ? requestAnimationFrame(next) : done(); })(); })"
        )

    def run(self):
        """From the start to the end."""
        self.click("restart")
        self.wait_for_end()

    def wait_for_end(self):
        self.frames()
        self.wait(lambda: self.text("state") != "learning")
        self.frames()

    def rmse(self):
        return float(self.text("rmse"))

    def pixels_off(self):
        """How far the drawn curve is from where sin(x) belongs, in the worst column."""
        box = self.browser.evaluate('by("fit").box')
        rows = self.browser.evaluate(CURVE)
        worst, seen = 0, 0
        for column in range(math.ceil(box["left"]) + 2, math.floor(box["left"] + box["width"]) - 2):
            x = math.pi * (2 * (column + 0.5 - box["left"]) / box["width"] - 1)
            sine = box["top"] + box["height"] * (1.3 - math.sin(x)) / 2.6
            if rows[column] is not None:
                seen += 1
                worst = max(worst, abs(rows[column] - sine))
        if seen < 0.99 * (box["width"] - 5):
            fail(f"the curve is seen in {seen} columns of {box['width']}")
        return worst

    def save(self, path):
        path.write_bytes(base64.b64decode(self.browser.screenshot()))


def is_good(page):
    return page.rmse() < RMSE and page.pixels_off() < PIXELS


def learns(page):
    worst = [0, 0]
    for seed in SEEDS:
        page.set(seed=seed)
        page.run()
        if page.text("state") != "done" or not is_good(page):
            fail(f"seed {seed}: {page.text('state')}, RMSE {page.rmse()}, {page.pixels_off():.1f} pixels off")
        worst = [max(worst[0], page.rmse()), max(worst[1], page.pixels_off())]
    print(f"{len(SEEDS)} seeds learn: RMSE at most {worst[0]}, the drawn curve within {worst[1]:.1f} pixels of sin(x)")


def every_choice_learns(page):
    rates = {0: 8, 1: 6, 2: 3, 3: 3}  # as places on the slider: 0.05, 0.01, 0.001, 0.001
    for net in [0, 1, 2]:
        for optimizer, rate in rates.items():
            page.set(net=net, optimizer=optimizer, rate=rate, batch=128 if net == 2 else 32, seed=3)
            page.run()
            if page.rmse() > 0.05:
                fail(f"net {net}, optimizer {optimizer}: {page.text('state')}, RMSE {page.rmse()}")
    page.set(net=0, optimizer=1, rate=6, batch=16)
    print("every net learns under every optimizer")


def does_as_in_2016(page, sine):
    for seed in [2016, 0, 17]:
        page.set(seed=seed)
        page.click("as-in-2016")
        page.wait_for_end()
        command = [sine, "--as-in-2016", "--quiet", "--seed", str(seed), "--out", str(page.folder / "sine")]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        wanted = re.findall(r"^RMSE +([\d.]+)|^max error +([\d.]+)|(\d+ of 20) units dead", told, re.M)
        wanted = ["".join(found) for found in wanted]
        shown = [page.text("rmse"), page.text("largest"), page.text("dead").replace(" hidden units are dead", "")]
        if len(wanted) != 3 or shown != wanted or page.text("steps") != "15 625 of 15 625":
            fail(f"as in 2016, seed {seed}: {shown} after {page.text('steps')}, but examples/sine says {wanted}")
        print(f"as in 2016, seed {seed}: what examples/sine prints: RMSE {shown[0]}, {shown[2]} units dead")
    page.set(net=0, start=1, batch=16, optimizer=1, rate=6)


def moves_and_pauses(page):
    page.set(speed=0, seed=7)
    page.click("restart")
    page.frames()
    early = page.rmse()
    page.wait(lambda: page.rmse() < early / 2)
    page.click("pause")
    page.frames()
    steps = page.text("steps")
    page.frames(10)
    if page.text("steps") != steps or page.text("state") != "paused":
        fail("it goes on while it is paused")
    page.click("pause")
    page.frames(10)
    if page.text("steps") == steps:
        fail("it does not go on")
    page.click("next")
    page.frames()
    if page.browser.evaluate('by("seed").value') != "8" or page.text("state") != "learning":
        fail("no next seed")
    page.set(speed=11)
    print("it moves, pauses, goes on, takes the next seed")


def can_fail(page):
    """What is asked of a good run is not given by a run that learns nothing, and a diverged one says so."""
    page.set(seed=7, rate=0)
    page.run()
    if page.rmse() < RMSE or page.pixels_off() < PIXELS:
        fail("at a rate of 0 all looks well: this test shows nothing")
    print(f"at a rate of 0 it would fail: RMSE {page.rmse()}, {page.pixels_off():.0f} pixels off")
    page.set(optimizer=0, rate=11)
    page.run()
    if not page.text("state").startswith("step refused"):
        fail(f"SGD at a rate of 1: {page.text('state')}")
    page.set(optimizer=1, rate=6)
    if page.browser.complaints:
        fail(f"the console: {page.browser.complaints}")
    page.browser.evaluate('console.error("planted"); setTimeout(() => { throw Error("planted"); })')
    page.frames()
    if len(page.browser.complaints) != 2:
        fail("errors on the console are not seen")
    page.browser.complaints.clear()
    print("nothing on the console")


def main():
    path, sine = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    with Chromium(width=840, height=640) as browser:
        page = Page(browser, path)
        page.folder = path.parent
        moves_and_pauses(page)
        learns(page)
        every_choice_learns(page)
        does_as_in_2016(page, sine)
        can_fail(page)
        page.set(seed=7)
        page.run()
        for name, dark in [("light", False), ("dark", True)]:
            browser.theme(dark)
            page.frames()
            if not is_good(page):
                fail(f"{name}: the curve is not where it belongs")
            page.save(page.folder / f"{name}.png")
        if browser.complaints:
            fail(f"the console: {browser.complaints}")


main()
