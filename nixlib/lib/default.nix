# Functions over strings, lists and sets, under the names of nixpkgs' lib. Only what nixlib calls.
import ./strings.nix // import ./lists.nix // import ./attrsets.nix
