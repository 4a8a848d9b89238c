"""Prints the lines of the firmware's job, done in Chromium: job.py WEB.WASM, built with --features job."""

import base64
import sys
from chromium import Chromium

SCRIPT = """(async () => {
  const bytes = Uint8Array.from(atob("%s"), (letter) => letter.charCodeAt(0));
  const job = (await WebAssembly.instantiate(bytes)).instance.exports;
  const done = job.job();
  let text = "";
  for (let byte; (byte = job.told(text.length)) > 0; ) text += String.fromCharCode(byte);
  return { done, text };
})()"""

with open(sys.argv[1], "rb") as file, Chromium() as browser:
    told = browser.evaluate(SCRIPT % base64.b64encode(file.read()).decode())
print(told["text"], end="")
sys.exit(0 if told["done"] else "the job failed")
