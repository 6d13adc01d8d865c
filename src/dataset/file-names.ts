const LONGEST = 100;

/**
 * Gives each id a file name stem of its own: characters other than ASCII letters, digits, `.`, `_` and `-` become `_`,
 * as does a leading `.`; at most 100 characters. A name that was given before, letter case aside, gets `-2`, `-3`, ….
 */
export function createFileNames(): (id: string | number) => string {
  const given = new Set<string>();
  return (id) => {
    const stem = safeStem(String(id));
    for (let n = 1; ; n += 1) {
      const name = n === 1 ? stem : `${stem}-${n}`;
      if (given.has(name.toLowerCase())) continue;
      given.add(name.toLowerCase());
      return name;
    }
  };
}

function safeStem(id: string): string {
  const safe = id
    .replace(/[^A-Za-z0-9._-]/gu, "_")
    .replace(/^\./, "_")
    .slice(0, LONGEST);
  return safe === "" ? "_" : safe;
}
