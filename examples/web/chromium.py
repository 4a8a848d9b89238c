"""Chromium without a window, by its DevTools protocol: pages are opened, and JavaScript is evaluated in them."""

import json
import os
import subprocess
import tempfile

FLAGS = """--headless --no-sandbox --disable-gpu --disable-dev-shm-usage --hide-scrollbars --remote-debugging-pipe
about:blank""".split()


class Chromium:
    """`with Chromium() as browser`. `complaints` are the errors and warnings on the console of its page."""

    def __init__(self, width=1000, height=700, dark=False):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        theirs, commands = os.pipe()
        answers, from_them = os.pipe()

        def at_three_and_four():
            ends = [os.dup(theirs), os.dup(from_them)]  # so that neither is overwritten before it is used
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        command = ["chromium", f"--user-data-dir={self.profile.name}", *FLAGS]
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            command, preexec_fn=at_three_and_four, close_fds=False, stdout=self.log, stderr=self.log
        )
        os.close(theirs)
        os.close(from_them)
        self.commands, self.answers = open(commands, "wb", 0), open(answers, "rb")
        self.last, self.session, self.complaints, self.events = 0, None, [], []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Log"]:
            self.call(f"{domain}.enable")
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )
        self.theme(dark)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.commands.close()
        self.answers.close()
        self.profile.cleanup()

    def message(self):
        text = bytearray()
        while (byte := self.answers.read(1)) != b"\0":
            if not byte:
                self.log.seek(0)
                raise SystemExit(f"FAILED: chromium has ended: {self.log.read().decode()}")
            text += byte
        message = json.loads(text)
        method, params = message.get("method"), message.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(params["exceptionDetails"]))
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning", "assert"):
            self.complaints.append(json.dumps(params["args"]))
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.complaints.append(params["entry"]["text"])
        return message

    def call(self, method, **params):
        self.last += 1
        command = {"id": self.last, "method": method, "params": params}
        if self.session:
            command["sessionId"] = self.session
        self.commands.write(json.dumps(command).encode() + b"\0")
        while (message := self.message()).get("id") != self.last:
            self.events.append(message.get("method"))
        if "error" in message:
            raise SystemExit(f"FAILED: {method}: {message['error']}")
        return message["result"]

    def open(self, url):
        self.events.clear()
        self.call("Page.navigate", url=url)
        while "Page.loadEventFired" not in self.events:
            self.events.append(self.message().get("method"))

    def evaluate(self, script):
        """The value of a JavaScript expression; of a promise, what it comes to."""
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise SystemExit(f"FAILED: {script[:200]}: {json.dumps(result['exceptionDetails'])}")
        return result["result"].get("value")

    def theme(self, dark):
        feature = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[feature])

    def screenshot(self):
        """The page as PNG, in base64."""
        return self.call("Page.captureScreenshot", format="png")["data"]
