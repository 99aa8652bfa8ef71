rec {
  /**
    Whether `text` starts with `prefix`.
  */
  hasPrefix = prefix: text: builtins.substring 0 (builtins.stringLength prefix) text == prefix;

  /**
    Whether `text` ends with `suffix`.
  */
  hasSuffix =
    suffix: text:
    let
      start = builtins.stringLength text - builtins.stringLength suffix;
    in
    start >= 0 && builtins.substring start (-1) text == suffix;

  /**
    Return `text` without `prefix` at its start. A text without the prefix stays as it is.
  */
  removePrefix =
    prefix: text:
    let
      length = builtins.stringLength prefix;
    in
    if hasPrefix prefix text then builtins.substring length (-1) text else text;

  /**
    Return the parts of `text` between the matches of the regular expression `separator`.
  */
  splitRegex = separator: text: builtins.filter builtins.isString (builtins.split separator text);

  /**
    Return the bytes of `text` as a list of strings.
  */
  stringToCharacters =
    text: builtins.genList (n: builtins.substring n 1 text) (builtins.stringLength text);

  /**
    Return `name` in quotes, unless `name` is a valid identifier of Nix.
  */
  escapeNixIdentifier =
    name:
    let
      isIdentifier = builtins.match "[a-zA-Z_][a-zA-Z0-9_'-]*" name != null;
    in
    if isIdentifier then name else builtins.toJSON name;

  /**
    Return `text` if `condition` is true, and otherwise "".
  */
  optionalString = condition: text: if condition then text else "";
}
