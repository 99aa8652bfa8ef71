"""Chromium without a window, driven by chromedriver's WebDriver protocol. ``./dev/browser --make`` installs both."""

import base64
import json
import os
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

__all__ = ["BROWSER", "Browser", "library_path", "needs_browser", "open_browser"]

BROWSER = Path(os.environ.get("CARGO_NIX_CACHE", "/nonexistent")) / "chromium-forky"
needs_browser = pytest.mark.skipif(not BROWSER.is_dir(), reason="no browser: run ./dev/browser --make")

# The key of an element in WebDriver's answers (W3C WebDriver, 12.1).
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_LIMIT = 30.0


def library_path(root: Path = BROWSER) -> str:
    """Return the search path of libraries with which the programs of the Debian root ``root`` run outside of it."""
    libraries = root / "usr/lib/x86_64-linux-gnu"
    return f"{libraries}:{libraries}/pulseaudio"


class Browser:
    """A session of chromedriver at ``address``."""

    def __init__(self, address: str) -> None:
        self._address = address
        arguments = ["--headless", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=720,300"]
        options = {"binary": str(BROWSER / "usr/lib/chromium/chromium-headless-shell"), "args": arguments}
        answer = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})
        self._session = f"/session/{answer['sessionId']}"

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:  # noqa: ANN401 -- any JSON
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._address + path, data, method=method)  # noqa: S310 -- only http
        with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
            return json.load(answer)["value"]

    def _element(self, selector: str) -> str:
        body = {"using": "css selector", "value": selector}
        return f"{self._session}/element/{self._ask('POST', self._session + '/element', body)[_ELEMENT]}"

    def open(self, url: str) -> None:
        """Open the page at ``url`` and wait until it is loaded."""
        self._ask("POST", self._session + "/url", {"url": url})

    def text(self, selector: str) -> str:
        """Return the text of the first element that matches the CSS ``selector``."""
        text = self._ask("GET", self._element(selector) + "/text")
        assert isinstance(text, str)
        return text

    def click(self, selector: str) -> None:
        """Click the first element that matches the CSS ``selector``."""
        self._ask("POST", self._element(selector) + "/click", {})

    def wait_for(self, selector: str, text: str) -> None:
        """Wait until an element has the text ``text``, or fail with its text after half a minute."""
        end = time.monotonic() + _LIMIT
        while self.text(selector) != text and time.monotonic() < end:
            time.sleep(0.05)
        assert self.text(selector) == text

    def wait_for_script(self, condition: str) -> None:
        """Wait until the JavaScript expression ``condition`` is true, or fail after half a minute."""
        end = time.monotonic() + _LIMIT
        while not self.script(f"return {condition};") and time.monotonic() < end:
            time.sleep(0.05)
        assert self.script(f"return {condition};")

    def script(self, text: str) -> object:
        """Return the value of the JavaScript ``text``, the body of a function."""
        return self._ask("POST", self._session + "/execute/sync", {"script": text, "args": []})

    def screenshot(self, path: Path) -> None:
        """Write a PNG of the page to ``path``."""
        path.write_bytes(base64.b64decode(self._ask("GET", self._session + "/screenshot")))

    def close(self) -> None:
        """End the session and its browser."""
        self._ask("DELETE", self._session)


@contextmanager
def open_browser(home: Path) -> Iterator[Browser]:
    """Start chromedriver and a browser with the home directory ``home``; end both behind the ``with`` block."""
    home.mkdir(parents=True, exist_ok=True)
    env = {
        **os.environ,
        "HOME": str(home),
        "LD_LIBRARY_PATH": library_path(),
        "FONTCONFIG_SYSROOT": str(BROWSER),
    }
    argv = [str(BROWSER / "usr/bin/chromedriver"), "--port=0"]
    with subprocess.Popen(argv, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as driver:
        try:
            assert driver.stdout is not None
            line = next(line for line in driver.stdout if "was started successfully on port" in line)
            port = line.rstrip(".\n").rpartition(" ")[2]
            browser = Browser(f"http://127.0.0.1:{port}")
            try:
                yield browser
            finally:
                browser.close()
        finally:
            driver.terminate()
