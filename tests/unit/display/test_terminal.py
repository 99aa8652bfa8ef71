"""Colours and the line of progress follow Cargo's rules."""

import io

import pytest

from cargo_nix.display.terminal import Terminal, chosen_colour, shows_progress


@pytest.mark.parametrize(
    ("when", "environment", "terminal", "expected"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"CARGO_TERM_COLOR": "always", "NO_COLOR": "1"}, False, True),
        ("auto", {"CARGO_TERM_COLOR": "never"}, True, False),
        ("always", {"NO_COLOR": "1", "CARGO_TERM_COLOR": "never"}, False, True),
        ("never", {"CARGO_TERM_COLOR": "always"}, True, False),
    ],
)
def test_colour(when: str, environment: dict[str, str], terminal: bool, expected: bool) -> None:  # noqa: FBT001
    assert when in {"auto", "always", "never"}
    assert chosen_colour(when, environment, terminal=terminal) is expected  # type: ignore[arg-type]


def test_progress() -> None:
    assert shows_progress({"TERM": "xterm"}, terminal=True)
    assert not shows_progress({"TERM": "xterm"}, terminal=False)
    assert not shows_progress({"TERM": "dumb"}, terminal=True)
    assert not shows_progress({"TERM": "xterm", "CI": "true"}, terminal=True)


def _written(*, colour: bool) -> str:
    stream = io.StringIO()
    terminal = Terminal(colour=colour, progress=None, stream=stream)
    with terminal:
        terminal.print_status("Compiling", "words v0.1.0 (lib)")
        terminal.print_message("error", "could not compile")
        terminal.print_text("\x1b[33mwarning\x1b[0m: [bold] " + "x" * 200)
    return stream.getvalue()


def test_lines_without_colour_have_no_codes() -> None:
    assert _written(colour=False) == (
        f"   Compiling words v0.1.0 (lib)\nerror: could not compile\nwarning: [bold] {'x' * 200}\n"
    )


def test_colours_are_those_of_cargo() -> None:
    assert _written(colour=True) == (
        "\x1b[1;92m   Compiling\x1b[0m words v0.1.0 (lib)\n"
        "\x1b[1;91merror\x1b[0m\x1b[1m:\x1b[0m could not compile\n"
        f"\x1b[33mwarning\x1b[0m: [bold] {'x' * 200}\n"
    )


def test_results_go_to_the_output() -> None:
    stream, output = io.StringIO(), io.StringIO()
    Terminal(colour=False, progress=None, stream=stream, output=output).print_result("/nix/store/x\n")
    assert (stream.getvalue(), output.getvalue()) == ("", "/nix/store/x\n")


def test_the_line_of_progress_is_removed() -> None:
    stream = io.StringIO()
    with Terminal(colour=False, progress=lambda width: f"Building {width}", stream=stream) as terminal:
        terminal.print_status("Compiling", "words")
    text = stream.getvalue()
    assert "    Building 80" in text
    assert "   Compiling words\n" in text
    # The line is erased, and the cursor is shown again.
    assert "\x1b[2K" in text
    assert text.count("\x1b[?25h") == 1
