/**
  Return whether each line of `text` has the form that Cargo writes to a Cargo.lock. builtins.fromTOML stops evaluation
  at invalid TOML (conflict marks, a half of a file), and the dev shell has to open.
*/
_scope: text:
let
  lines = builtins.filter builtins.isString (builtins.split "\n" text);
  key = ''([A-Za-z0-9_-]+|"[^"]*")'';
  isOpen = line: builtins.match "${key} = \\[" line != null;
  isPlain =
    line:
    line == ""
    || builtins.match "\\[+[a-z.]+]+|#.*|${key} = (\"[^\"]*\"|[0-9]+|\\[[^]]*])" line != null;
  step =
    state: line:
    let
      next =
        if state == "list" then
          if line == "]" then
            "top"
          else if builtins.match " (\"[^\"]*\"|\\{.*}),?" line != null then
            "list"
          else
            "invalid"
        else if state == "top" then
          if isOpen line then
            "list"
          else if isPlain line then
            "top"
          else
            "invalid"
        else
          state;
    in
    builtins.seq next next;
in
builtins.foldl' step "top" lines == "top"
