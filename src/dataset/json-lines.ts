/**
 * A value as one line of JSON Lines, line end included.
 * U+0085, U+2028 and U+2029 are escaped: some readers take them for line ends.
 */
export function jsonLine(value: unknown): string {
  return `${escapeLineEnds(JSON.stringify(value))}\n`;
}

/** JSON text with the characters escaped that are line ends to some readers and not to JSON. */
export function escapeLineEnds(json: string): string {
  return json.replace(
    /[\u0085\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
