/**
  Stop evaluation with a message. `parts` are the arguments of message.nix.
*/
{ message, ... }: parts: throw (message parts)
