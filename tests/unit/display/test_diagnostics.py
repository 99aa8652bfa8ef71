"""Diagnostics of rustc are separated and counted as Cargo does."""

from cargo_nix.display.diagnostics import Diagnostic, failure_summary, read_diagnostics, warning_summary

UNUSED = "\x1b[1m\x1b[33mwarning\x1b[0m\x1b[1m: unused variable: `x`\x1b[0m"
MISMATCH = "\x1b[1m\x1b[91merror[E0308]\x1b[0m\x1b[1m: mismatched types\x1b[0m"


def test_diagnostics_without_counts() -> None:
    lines = [
        *(UNUSED, " --> src/lib.rs:1:1", "  = note: on by default", ""),
        *(MISMATCH, " --> src/lib.rs:2:1", ""),
        *("\x1b[91merror\x1b[0m: aborting due to 1 previous error; 1 warning emitted", ""),
        "\x1b[1mFor more information about this error, try `rustc --explain E0308`.\x1b[0m",
    ]
    assert read_diagnostics(lines) == [
        Diagnostic(level="warning", text=f"{UNUSED}\n --> src/lib.rs:1:1\n  = note: on by default"),
        Diagnostic(level="error", text=f"{MISMATCH}\n --> src/lib.rs:2:1"),
        Diagnostic(
            level="other", text="\x1b[1mFor more information about this error, try `rustc --explain E0308`.\x1b[0m"
        ),
    ]


def test_the_count_of_warnings_is_no_warning() -> None:
    assert [item.level for item in read_diagnostics([UNUSED, "", "warning: 1 warning emitted", ""])] == ["warning"]
    assert read_diagnostics(["warning: 2 warnings emitted", ""]) == []


def test_output_of_macros_stays() -> None:
    assert read_diagnostics(["printed by a macro", UNUSED]) == [
        Diagnostic(level="other", text="printed by a macro"),
        Diagnostic(level="warning", text=UNUSED),
    ]


def test_lines_of_cargo_about_warnings() -> None:
    warning = Diagnostic(level="warning", text="w")
    assert warning_summary("words (lib)", [warning], 0) == "`words` (lib) generated 1 warning"
    text = warning_summary('tally (bin "tally" test)', [warning, warning], 1)
    assert text == '`tally` (bin "tally" test) generated 2 warnings (1 duplicate)'
    assert warning_summary("words (lib)", [Diagnostic(level="other", text="x")], 0) is None


def test_lines_of_cargo_about_failures() -> None:
    error, warning = Diagnostic(level="error", text="e"), Diagnostic(level="warning", text="w")
    assert failure_summary("words (lib)", [error]) == "could not compile `words` (lib) due to 1 previous error"
    text = failure_summary("words (lib)", [error, error, warning])
    assert text == "could not compile `words` (lib) due to 2 previous errors; 1 warning emitted"
    assert failure_summary("words (lib)", []) == "could not compile `words` (lib)"
