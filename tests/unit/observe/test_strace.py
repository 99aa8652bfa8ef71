"""The output of strace is joined to whole calls, in the order of their starts."""

import pytest

from cargo_nix.observe.strace import SystemCall, parse_calls, parse_strings, unescape_text


def _calls(text: str) -> list[SystemCall]:
    return list(parse_calls(text.splitlines(keepends=True)))


def test_a_call_has_arguments_result_and_descriptor() -> None:
    (call,) = _calls('7 openat(AT_FDCWD</w>, "a.txt", O_RDONLY|O_CLOEXEC) = 3</w/a.txt>\n')
    assert call == SystemCall(7, "openat", 'AT_FDCWD</w>, "a.txt", O_RDONLY|O_CLOEXEC', "3", "/w/a.txt", "")


def test_a_failed_call_has_the_name_of_the_error() -> None:
    (call,) = _calls('7 access("none", F_OK) = -1 ENOENT (No such file or directory)\n')
    assert (call.result, call.error) == ("-1", "ENOENT")


def test_a_file_name_may_look_like_the_end_of_a_call() -> None:
    text = (
        r'7 openat(3</w/d \74x\76\303\251>, "a\") = 3, \"b\n", O_RDONLY) = 4</w/d \74x\76\303\251/a\") = 3, \"b\n>'
        "\n"
    )
    (call,) = _calls(text)
    assert call.descriptor == '/w/d <x>é/a") = 3, "b\n'
    assert parse_strings(call.arguments) == ['a") = 3, "b\n']


def test_a_call_in_two_pieces_keeps_its_first_position() -> None:
    calls = _calls(
        "1 vfork( <unfinished ...>\n"
        '2 chdir("..") = 0\n'
        '2 execve("/usr/bin/cat", ["cat"], [] <unfinished ...>\n'
        "1 <... vfork resumed>) = 2\n"
        "2 <... execve resumed>) = 0\n"
    )
    assert [(call.pid, call.name, call.result) for call in calls] == [
        (1, "vfork", "2"),
        (2, "chdir", "0"),
        (2, "execve", "0"),
    ]
    assert calls[2].arguments == '"/usr/bin/cat", ["cat"], []'


@pytest.mark.parametrize("result", ["0", "-1 ENOSYS (Function not implemented)"])
def test_execve_of_a_thread_continues_under_the_process_number(result: str) -> None:
    # With a filter in the kernel strace 7.2 writes ENOSYS here, without it 0.
    (call, next_call) = _calls(
        '9 execve("/usr/bin/cat", ["cat", "a"], [] <pid changed to 5 ...>\n'
        "5 +++ superseded by execve in pid 9 +++\n"
        f"5 <... execve resumed>) = {result}\n"
        '5 openat(AT_FDCWD</w>, "a", O_RDONLY) = 3</w/a>\n'
    )
    assert (call.pid, call.name, call.result, call.error) == (9, "execve", "0", "")
    assert next_call.pid == 5


def test_an_interrupted_execve_of_a_thread_continues() -> None:
    (call,) = _calls(
        '9 execve("/usr/bin/cat", ["cat"], [] <unfinished ...>\n'
        "5 +++ superseded by execve in pid 9 +++\n"
        "5 <... execve resumed>) = 0\n"
    )
    assert (call.pid, call.result) == (9, "0")


def test_exits_signals_and_unfinished_calls_are_skipped() -> None:
    assert (
        _calls(
            "1 +++ exited with 0 +++\n"
            "1 --- SIGCHLD {si_signo=SIGCHLD} ---\n"
            '1 access("a", F_OK <unfinished ...>\n'
            "1 +++ killed by SIGKILL +++\n"
        )
        == []
    )


def test_filtered_calls_are_not_parsed() -> None:
    lines = ['1 access("/etc/a", F_OK) = 0\n', '1 access("b" <unfinished ...>\n', "1 <... access resumed>, F_OK) = 0\n"]
    assert [call.arguments for call in parse_calls(lines, lambda text: "/etc" not in text)] == ['"b", F_OK']


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        (r"\303\251", "é"),
        (r"\x41\"\\\t", 'A"\\\t'),
        (r"\0012", "\x012"),
        (r"\377", "\udcff"),
    ],
)
def test_strace_escapes_are_decoded(text: str, expected: str) -> None:
    assert unescape_text(text) == expected
