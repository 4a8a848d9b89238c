"""Uses the page as a reader does, in Chromium, and looks at what it draws: test.py PAGE SINE

SINE is the program of examples/sine, whose figures the page must show. Writes pictures of the page beside it.
"""

import pathlib
import re
import subprocess
import sys
from chromium import Chromium
from page import Page, fail

RMSE, PIXELS = 0.02, 4  # of a good run: at most
SEEDS = range(1, 9)


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
    with Chromium(width=840, height=665) as browser:
        page = Page(browser, path)
        moves_and_pauses(page)
        learns(page)
        every_choice_learns(page)
        does_as_in_2016(page, sine)
        can_fail(page)
        page.set(seed=7)
        page.run()
        browser.theme(dark=True)
        page.frames()
        if not is_good(page):
            fail("dark: the curve is not where it belongs")
        page.save(page.folder / "learnt.png")
        browser.theme(dark=False)
        page.set(seed=17, speed=4)
        page.click("as-in-2016")
        page.wait_for_end()
        page.save(page.folder / "stuck.png")
        if browser.complaints:
            fail(f"the console: {browser.complaints}")


main()
