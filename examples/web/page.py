"""The page as a reader has it: its controls, what it says, and where its curve is drawn."""

import base64
import math
import time

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
        self.browser, self.folder = browser, path.parent
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
                f'by("{control}").value = "{value}"; by("{control}").dispatchEvent(new Event("change", {{ bubbles: true }}))'
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
