export function join(first, second) {
  return first + " " + second;
}
