"""``cargo-nix build`` in a terminal: a pseudo-terminal, and tmux, whose screen a user would see.

Where Nix is only in the box, the pane of tmux runs the command in the box.
"""

import os
import pty
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from face_project import edit, new_files

from support.nix import CHECKOUT, needs_nix
from support.projects import write_project

pytestmark = pytest.mark.nix

COMMAND = "python3 -m cargo_nix.cli"
WAIT = 120.0


def _in_pty(project: Path, *words: str, interrupt_after: str = "", **environment: str) -> tuple[int, str]:
    """Run ``cargo-nix`` in a pseudo-terminal of 80 columns; return exit code and output.

    If the output contains ``interrupt_after``, the function presses Ctrl-C once.
    """
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(project)
        state = str(project.parent / "state")
        env = {**os.environ, "PYTHONPATH": str(CHECKOUT / "pylib"), "XDG_STATE_HOME": state, "TERM": "xterm"}
        env.pop("CI", None)
        # A shell in the background starts its programs with SIGINT ignored.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        env.update(environment)
        os.execve(sys.executable, [sys.executable, "-m", "cargo_nix.cli", *words], env)  # noqa: S606
    chunks = []
    while True:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # Linux: the end of a pseudo-terminal is an error.
            break
        if not chunk:
            break
        chunks.append(chunk)
        if interrupt_after and interrupt_after in b"".join(chunks).decode(errors="replace"):
            os.write(terminal, b"\x03")
            interrupt_after = ""
    _pid, status = os.waitpid(pid, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), b"".join(chunks).decode()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(tmp_path_factory.mktemp("tty") / "words", new_files())


@needs_nix
def test_a_terminal_has_colours_and_progress(project: Path) -> None:
    code, text = _in_pty(project, "build", "--impure", "--no-link")
    assert code == 0
    assert "\x1b[1;96m  Evaluating\x1b[0m" in text
    assert re.search(r"\x1b\[1;92m    Finished\x1b\[0m in [\d.]+s: ", text)
    edit(project, "one two three", "one two three four five", "crates/tally/src/main.rs")
    code, text = _in_pty(project, "build", "--impure", "--no-link")
    assert code == 0
    assert '\x1b[1;92m   Compiling\x1b[0m tally v0.1.0 (bin "tally")\r\n' in text
    assert re.search(r"\x1b\[1;96m    Building\x1b\[0m \[=*>? *\] \d/\d: ", text)
    # The cursor is visible at the end.
    assert text.rindex("\x1b[?25h") > text.rindex("\x1b[?25l")


@needs_nix
def test_variables_turn_colours_and_progress_off(project: Path) -> None:
    _code, text = _in_pty(project, "build", "--impure", "--no-link", NO_COLOR="1")
    assert "\x1b[1;" not in text
    assert "    Finished in " in text
    _code, text = _in_pty(project, "build", "--impure", "--no-link", CI="true", TERM="dumb")
    assert "\x1b" not in text


@needs_nix
def test_ctrl_c_ends_the_build(project: Path) -> None:
    sleep = "std::thread::sleep(std::time::Duration::from_secs(600));"
    edit(project, "fn main() {", f"fn main() {{ {sleep}", "crates/tally/build.rs")
    start = time.monotonic()
    code, text = _in_pty(project, "build", "--impure", "--no-link", interrupt_after="Running\x1b[0m tally")
    edit(project, f"fn main() {{ {sleep}", "fn main() {", "crates/tally/build.rs")
    assert code == 130
    assert time.monotonic() - start < WAIT
    assert text.rindex("\x1b[?25h") > text.rindex("\x1b[?25l")
    assert "Traceback" not in text


def _pane_command() -> str:
    inner = f"env PYTHONPATH={shlex.quote(str(CHECKOUT / 'pylib'))} {COMMAND}"
    return inner if shutil.which("nix") else f"{shlex.quote(str(CHECKOUT / 'dev/box'))} {inner}"


class _Pane:
    """A new tmux server with a pane of 80 columns, and a shell with a short prompt."""

    def __init__(self, directory: Path) -> None:
        self._tmux = ("tmux", "-S", str(directory / "tmux"), "-f", "/dev/null")
        self._commands = 0
        shell = ("env", "-u", "CI", "PS1=$ ", "sh")
        self._run("new-session", "-d", "-x", "80", "-y", "40", "-c", str(directory), *shell)

    def _run(self, *words: str) -> str:
        return subprocess.run([*self._tmux, *words], capture_output=True, text=True, check=True).stdout

    def screen(self) -> str:
        """Return the text of the pane."""
        return self._run("capture-pane", "-p")

    def run(self, command: str) -> tuple[str, list[str]]:
        """Run ``command`` in the pane; return the last screen, and the different screens before."""
        # The screen of the command before stays until the shell clears it.
        self._commands += 1
        label = f"code-{self._commands}"
        self._run("send-keys", f"clear; {command}; echo {label} $?", "Enter")
        screens: list[str] = []
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            screen = self.screen()
            if screens[-1:] != [screen]:
                screens.append(screen)
            if re.search(rf"^{label} \d+$", screen, re.MULTILINE):
                return screen, screens[:-1]
            time.sleep(0.02)
        raise AssertionError(f"the command did not end:\n{self.screen()}")

    def close(self) -> None:
        """End the server."""
        self._run("kill-server")


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
@pytest.mark.skipif(not (shutil.which("nix") or shutil.which("bwrap")), reason="neither Nix nor the box is there")
def test_the_screens_of_a_session(tmp_path: Path) -> None:
    project = write_project(tmp_path / "words", new_files())
    pane, command = _Pane(tmp_path), f"{_pane_command()} build --impure --no-link"
    try:
        pane.run(f"cd {project}; export XDG_STATE_HOME={tmp_path}/state")
        pane.run(command)
        edit(project, "    text.split_whitespace().count()", "    let unused = 1;\n    text.split_whitespace().count()")
        screen, before = pane.run(command)
        assert any(re.search(r"^    Building \[=*>? *\] \d/\d: \w+", text, re.MULTILINE) for text in before)
        lines = [line for line in screen.splitlines() if line and not line.startswith("$")]
        assert re.sub(r"[\d.]+s", "S", "\n".join(lines[-12:])) == (
            "   Packaging tally\n"
            "warning: unused variable: `unused`\n"
            " --> crates/words/src/lib.rs:9:9\n"
            "  |\n"
            "9 |     let unused = 1;\n"
            "  |         ^^^^^^ help: if this is intentional, prefix it with an underscore: `\n"
            "_unused`\n"
            "  |\n"
            "  = note: `#[warn(unused_variables)]` (part of `#[warn(unused)]`) on by default\n"
            "warning: `words` (lib) generated 1 warning\n"
            "    Finished in S: 2 compiled, 1 fresh\n"
            "code-3 0"
        )
        # The line of progress is gone.
        assert "Building [" not in screen
    finally:
        pane.close()
