/**
  Return the pin of nixpkgs in the text of a flake.lock, as the arguments of `fetchTree`: the input
  `nixpkgs` of the flake itself. Return null without such an input. The text may be null.
*/
_scope: text:
let
  lock = if text == null then { } else builtins.fromJSON text;
  node = lock.nodes.${root} or { };
  input = node.inputs.nixpkgs or null;
  # A list is the path of an input of another input, which `follows` names.
  follow =
    name: path:
    if path == [ ] then
      name
    else
      let
        next = lock.nodes.${name}.inputs.${builtins.head path} or null;
      in
      follow (nameOf next) (builtins.tail path);
  root = lock.root or "root";
  nameOf = input: if builtins.isList input then follow root input else input;
in
if input == null then null else lock.nodes.${nameOf input}.locked or null
