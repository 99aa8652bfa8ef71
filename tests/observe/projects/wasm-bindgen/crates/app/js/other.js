export function other() { return 4; }
