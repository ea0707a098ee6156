// Which key of a clicker or a keyboard means what: for the control, and for the file that opens from a disk.

const KEYS = {
  " ": "next",
  f: "next",
  PageDown: "next",
  ArrowRight: "next",
  ArrowDown: "next",
  r: "back",
  PageUp: "back",
  ArrowLeft: "back",
  ArrowUp: "back",
  b: "black",
  ".": "black",
  l: "logo",
};

export function keyOf(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  return KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? null;
}
