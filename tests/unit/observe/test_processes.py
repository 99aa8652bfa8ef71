"""Recorded calls of small programs give processes with the paths they use."""

from cargo_nix.observe.observation import Process
from cargo_nix.observe.processes import concerns_workspace, follow_processes
from cargo_nix.observe.strace import parse_calls


def _processes(text: str) -> list[Process]:
    return follow_processes(parse_calls(text.splitlines()), "/w")


def _touches(text: str) -> set[tuple[str, str]]:
    return set(_processes(text)[0].touches)


def test_paths_are_relative_to_the_descriptor_or_working_directory() -> None:
    assert _touches(
        '1 newfstatat(3</w/sub>, "notes.txt", {st_mode=S_IFREG|0644, st_size=2, ...}, 0) = 0\n'
        '1 faccessat2(3</w/sub>, "../top.txt", R_OK, 0) = 0\n'
        '1 readlink("link", "sub/notes.txt", 64) = 13\n'
        '1 statx(AT_FDCWD</w>, "other", AT_STATX_SYNC_AS_STAT, STATX_ALL, {stx_mask=STATX_ALL, ...}) = 0\n'
    ) == {("/w/sub/notes.txt", "asked"), ("/w/sub/../top.txt", "asked"), ("/w/link", "asked"), ("/w/other", "asked")}


def test_an_opened_file_counts_by_name_and_by_real_path() -> None:
    assert _touches(
        '1 open("link", O_RDONLY) = 5</w/sub/notes.txt>\n'
        '1 openat2(3</w/sub>, "b", {flags=O_RDONLY, resolve=0}, 24) = 4</w/sub/b>\n'
    ) == {("/w/link", "opened"), ("/w/sub/notes.txt", "opened"), ("/w/sub/b", "opened")}


def test_directories_are_listed_through_their_descriptor() -> None:
    assert _touches(
        '1 openat(AT_FDCWD</w>, "sub", O_RDONLY|O_DIRECTORY) = 3</w/sub>\n'
        "1 getdents64(3</w/sub>, 0x55d495bec040 /* 3 entries */, 32768) = 80\n"
    ) == {("/w/sub", "asked"), ("/w/sub", "listed")}


def test_the_working_directory_follows_chdir_and_fchdir() -> None:
    assert _touches(
        "1 fchdir(3</w/sub>) = 0\n"
        '1 access("one", R_OK) = 0\n'
        '1 chdir("..") = 0\n'
        '1 access("two", R_OK) = 0\n'
        '1 chdir("none") = -1 ENOENT (No such file or directory)\n'
        '1 access("three", R_OK) = 0\n'
    ) == {
        ("/w/sub", "asked"),
        ("/w/sub/one", "asked"),
        ("/w/sub/..", "asked"),
        ("/w/sub/../two", "asked"),
        ("/w/sub/../none", "asked"),
        ("/w/sub/../three", "asked"),
    }


def test_creating_and_removing_is_not_reading() -> None:
    assert (
        _touches(
            '1 openat(AT_FDCWD</w>, "sub/made", O_WRONLY|O_CREAT|O_TRUNC, 0644) = 6</w/sub/made>\n'
            '1 unlink("sub/made") = 0\n'
            '1 mkdir("sub", 0755) = -1 EEXIST (File exists)\n'
            '1 symlink("a", "b") = 0\n'
            '1 getcwd("/w", 4096) = 3\n'
        )
        == set()
    )


def test_writing_an_existing_file_counts_as_asking() -> None:
    assert _touches(
        '1 openat(AT_FDCWD</w>, "a", O_WRONLY|O_TRUNC) = 8</w/a>\n'
        '1 openat(AT_FDCWD</w>, "b", O_WRONLY|O_CREAT|O_EXCL, 0644) = -1 EEXIST (File exists)\n'
        '1 rename("c", "d") = 0\n'
        '1 utimensat(AT_FDCWD</w>, "e", NULL, 0) = 0\n'
        '1 inotify_add_watch(9<anon_inode:inotify>, "f", IN_MODIFY) = 1\n'
        '1 openat(AT_FDCWD</w>, "g", O_RDONLY|O_PATH) = 8</w/g>\n'
    ) == {(f"/w/{name}", "asked") for name in "abcefg"}


def test_appending_and_linking_count_as_opening() -> None:
    assert _touches(
        '1 openat(AT_FDCWD</w>, "a", O_WRONLY|O_APPEND) = 8</w/a>\n'
        '1 linkat(AT_FDCWD</w>, "b", AT_FDCWD</w>, "c", 0) = 0\n'
        '1 link("d", "e") = 0\n'
    ) == {("/w/a", "opened"), ("/w/b", "opened"), ("/w/d", "opened")}


def test_a_call_without_a_path_uses_the_descriptors_path() -> None:
    touches = _touches('1 newfstatat(3</w/sub>, "", {st_mode=S_IFDIR|0755, ...}, AT_EMPTY_PATH) = 0\n')
    assert touches == {("/w/sub", "asked")}
    assert _touches("1 utimensat(3</w/sub>, NULL, NULL, 0) = 0\n") == set()


def test_a_child_has_a_working_directory_and_a_thread_shares_it() -> None:
    first, child = _processes(
        "1 clone3({flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD, exit_signal=0}, 88) = 2\n"
        "2 vfork( <unfinished ...>\n"
        '3 chdir("sub") = 0\n'
        '3 access("x", R_OK) = 0\n'
        "2 <... vfork resumed>) = 3\n"
        '2 access("y", R_OK) = 0\n'
    )
    assert set(first.touches) == {("/w/y", "asked")}
    assert child.parent is first
    assert set(child.touches) == {("/w/sub", "asked"), ("/w/sub/x", "asked")}


def test_an_execution_has_arguments_and_cargos_variables() -> None:
    first, child = _processes(
        '1 execve("/usr/bin/cargo", ["cargo", "build"], ["HOME=/h"]) = 0\n'
        "1 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD, child_tidptr=0x7ff21ecf7a10) = 2\n"
        '2 execve("/none/tool", ["tool"], ["A=1"]) = -1 ENOENT (No such file or directory)\n'
        '2 execve("./tool", ["tool", "a b", "c\\"d"], ["CARGO_PKG_NAME=x=y", "HOME=/h", "OUT_DIR=/o"]) = 0\n'
    )
    (execution,) = child.executions
    assert (execution.program, execution.cwd, execution.argv) == ("/w/./tool", "/w", ("tool", "a b", 'c"d'))
    assert execution.env == {"CARGO_PKG_NAME": "x=y", "OUT_DIR": "/o"}
    assert (first.program, child.program) == ("cargo", "tool")
    assert child.touches == {("/none/tool", "asked"): "cargo", ("/w/./tool", "opened"): "tool"}


def test_the_name_of_a_test_program_has_no_hash() -> None:
    (process,) = _processes('1 execve("/w/target/debug/deps/uses-it-c0ce18318017a6e2", ["", "-q"], []) = 0\n')
    assert process.program == "uses-it"


def test_a_program_runs_by_descriptor() -> None:
    (process,) = _processes('1 execveat(11</usr/bin/true>, "", ["true"], ["CARGO=c"], AT_EMPTY_PATH) = 0\n')
    assert [(run.argv, run.env) for run in process.executions] == [(("true",), {"CARGO": "c"})]


def test_a_reused_number_is_a_new_process() -> None:
    processes = _processes(
        "1 vfork() = 2\n2 +++ exited with 0 +++\n1 vfork() = 2\n" + '2 access("a", R_OK) = 0\n',
    )
    assert [len(process.touches) for process in processes] == [0, 0, 1]


def test_calls_outside_the_root_do_not_concern_the_workspace() -> None:
    assert concerns_workspace("/w", 'openat(AT_FDCWD</w>, "a", O_RDONLY) = 3</w/a>')
    assert concerns_workspace("/w", 'access("a", R_OK) = 0')
    assert concerns_workspace("/w", 'open("/x/../w2/a", O_RDONLY) = -1 ENOENT (No such file or directory)')
    assert concerns_workspace("/w", 'chdir("/x") = 0')
    assert concerns_workspace("/w", 'open("/x/link", O_RDONLY) = 3</w/a>')
    assert not concerns_workspace("/w", 'openat(AT_FDCWD</x>, "a", O_RDONLY) = 3</x/a>')
    assert not concerns_workspace("/w", 'access("/etc/ld.so.preload", R_OK) = 0')
