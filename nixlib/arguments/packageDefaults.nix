/**
  Return the settings of a package without an entry in `packageOverrides`.
*/
{ argumentType, ... }:
argumentType.options.packageOverrides.type.element.complete { }
