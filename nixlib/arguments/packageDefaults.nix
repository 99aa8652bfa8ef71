/**
  Return the settings of a package that has no entry in `packageOverrides`.
*/
{ argumentType, ... }:
argumentType.options.packageOverrides.type.element.complete { }
