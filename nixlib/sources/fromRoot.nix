/**
  Return `path`, which starts at `directory`, as one that starts at the root; `..` in front leaves it.
*/
_scope: directory: path:
let
  parts = builtins.filter (part: builtins.isString part && part != "" && part != ".") (
    builtins.split "/" "${directory}/${path}"
  );
  step =
    before: part:
    if part == ".." && before != [ ] && builtins.elemAt before (builtins.length before - 1) != ".." then
      builtins.genList (builtins.elemAt before) (builtins.length before - 1)
    else
      before ++ [ part ];
in
builtins.concatStringsSep "/" (builtins.foldl' step [ ] parts)
