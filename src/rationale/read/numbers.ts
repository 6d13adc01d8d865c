/** Numbers and ordinals in words, as people write them. */

const UNITS =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const ORDINAL_UNITS =
  "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(
    " ",
  );
const TENTHS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split(" ");

const COUNTS = new Map<string, number>([
  ["no", 0],
  ["once", 1],
  ["twice", 2],
  ["thrice", 3],
  ["single", 1],
]);
const ORDINALS = new Map<string, number>();

UNITS.forEach((word, value) => {
  COUNTS.set(word, value);
});
ORDINAL_UNITS.forEach((word, value) => {
  ORDINALS.set(word, value);
});
TENS.forEach((word, index) => {
  const tens = (index + 2) * 10;
  COUNTS.set(word, tens);
  ORDINALS.set(TENTHS[index]!, tens);
  for (let unit = 1; unit < 10; unit += 1) {
    COUNTS.set(`${word}-${UNITS[unit]}`, tens + unit);
    ORDINALS.set(`${word}-${ORDINAL_UNITS[unit]}`, tens + unit);
  }
});

function alternatives(words: Iterable<string>): string {
  return [...words].sort((one, other) => other.length - one.length).join("|");
}

/** Regular expression source of a count: digits (with thousands separators) or words. */
export const COUNT_PATTERN = `\\d[\\d,]*(?![.\\d]\\d)(?!\\w)|(?:${alternatives(COUNTS.keys())})\\b`;
/** Regular expression source of an ordinal: `3rd`, `third`. */
export const ORDINAL_PATTERN = `\\d[\\d,]*(?:st|nd|rd|th)\\b|(?:${alternatives(ORDINALS.keys())})\\b`;

/** The number a count says: `six`, `1,000`, `no`; null when it is none. */
export function readCount(text: string): number | null {
  const word = COUNTS.get(text.toLowerCase());
  if (word !== undefined) return word;
  return /^\d[\d,]*$/.test(text) ? Number(text.replaceAll(",", "")) : null;
}

/** The position an ordinal says: `third`, `21st`; null when it is none. */
export function readOrdinal(text: string): number | null {
  const word = ORDINALS.get(text.toLowerCase());
  if (word !== undefined) return word;
  const digits = /^(\d[\d,]*)(?:st|nd|rd|th)$/i.exec(text)?.[1];
  return digits === undefined ? null : Number(digits.replaceAll(",", ""));
}
