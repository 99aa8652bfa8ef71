/**
  Stop evaluation with one message (message.nix says of what).
*/
finding: throw (import ./message.nix finding)
