/**
  Return the hook of the dev shell: a script that prepares CARGO_HOME, puts the shell's rustc first
  on PATH, and prints the problem of the workspace.

  `entry` is the command of entry.nix. `home`, `index` and `problem` may be null; `linker` is null
  or `{ triple, path }`.
*/
_scope:
{
  entry,
  frontEnd,
  home,
  index,
  problem,
  linker,
}:
let
  quote = text: "'${builtins.replaceStrings [ "'" ] [ "'\\''" ] text}'";
  when = condition: text: if condition then text else "";
in
when (home != null) ''
  cargoNixRoot=$PWD
  while [ "$cargoNixRoot" != / ] && [ ! -e "$cargoNixRoot/Cargo.lock" ]; do
    cargoNixRoot=$(dirname "$cargoNixRoot")
  done
  eval "$(${entry} ${home} "$cargoNixRoot")"
  unset cargoNixRoot
''
+ when (index != null) ''
  export CARGO_NIX_SHELL=${index}
  export PATH=${frontEnd}/bin:$PATH
''
+ when (linker != null && linker.path != null) ''
  export CARGO_TARGET_$(echo ${linker.triple} | tr a-z.- A-Z__)_LINKER=${linker.path}
''
+ when (problem != null) ''
  echo ${quote "cargo-nix: ${problem}. Until then cargo compiles all crates itself."} >&2
''
