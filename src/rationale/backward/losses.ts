/** What an operation wipes out: of a value known "but for" its losses, all else is determined by the output. */
export interface Loss {
  /** Follows "but for". */
  readonly but: string;
  /** What cannot be known of a subject: `the order of `x``. */
  readonly open: (subject: string) => string;
  /** Whether it is about which elements there are, rather than about what each of them is. */
  readonly ofContainer: boolean;
}

export const ORDER: Loss = {
  but: "the order of its elements",
  open: (subject) => `the order of the elements of ${subject}`,
  ofContainer: true,
};
export const REPEAT_ORDER: Loss = {
  but: "the places of the repetitions",
  open: (subject) => `where repeated elements of ${subject} stand`,
  ofContainer: true,
};
export const REPEATS: Loss = {
  but: "how often each element occurs",
  open: (subject) => `how often each element occurs in ${subject}`,
  ofContainer: true,
};
export const TAKEN_OUT: Loss = {
  but: "an element that was taken out",
  open: (subject) => `the element taken out of ${subject}`,
  ofContainer: true,
};
export const PUT_IN: Loss = {
  but: "one element that was put in",
  open: (subject) => `which element was not yet in ${subject}`,
  ofContainer: true,
};
export const OVERWRITTEN: Loss = {
  but: "what was overwritten",
  open: (subject) => `what was overwritten in ${subject}`,
  ofContainer: true,
};
export const OUTSIDE: Loss = {
  but: "what lies outside that part",
  open: (subject) => `what else ${subject} holds`,
  ofContainer: true,
};
export const REST: Loss = {
  but: "what comes after",
  open: (subject) => `what comes after that in ${subject}`,
  ofContainer: true,
};
export const VALUES: Loss = {
  but: "the values under its keys",
  open: (subject) => `the values in ${subject}`,
  ofContainer: true,
};
export const KEYS: Loss = {
  but: "the keys of its values",
  open: (subject) => `the keys of ${subject}`,
  ofContainer: true,
};
export const CASE: Loss = {
  but: "upper and lower case",
  open: (subject) => `which letters of ${subject} were capitals`,
  ofContainer: false,
};
export const ENDS: Loss = {
  but: "what was stripped from the ends",
  open: (subject) => `what was stripped from the ends of ${subject}`,
  ofContainer: false,
};
export const CUTS: Loss = {
  but: "where one part ends and the next begins",
  open: (subject) => `where the parts of ${subject} begin and end`,
  ofContainer: false,
};
export const SPACING: Loss = {
  but: "the white space between the words",
  open: (subject) => `how much white space stood between the words of ${subject}`,
  ofContainer: false,
};
export const TYPE: Loss = {
  but: "its type",
  open: (subject) => `whether ${subject} was text already`,
  ofContainer: false,
};
export const NOTATION: Loss = {
  but: "how the number was written",
  open: (subject) => `how the number was written in ${subject}`,
  ofContainer: false,
};

/** `text.replace('a', 'b')`: any `'b'` may have been `'a'`. */
export function replacing(from: string, to: string): Loss {
  const isRemoval = to === "`''`" || to === '`""`';
  const but = isRemoval ? `every ${from} that stood in it` : `which ${to} were ${from} before`;
  const open = (subject: string) =>
    isRemoval ? `where and how often ${from} stood in ${subject}` : `which ${to} were ${from} in ${subject}`;
  return { but, open, ofContainer: false };
}

/** A filter: what failed its test left no mark. */
export function dropping(test: string): Loss {
  return {
    but: `anything for which ${test} does not hold`,
    open: (subject) => `what else ${subject} holds for which ${test} does not hold`,
    ofContainer: true,
  };
}

/** What was passed over left no mark. */
export function skipping(test: string): Loss {
  return {
    but: `anything for which ${test} holds`,
    open: (subject) => `what else ${subject} holds for which ${test} holds`,
    ofContainer: true,
  };
}

/** The losses without repetition. */
export function distinctLosses(losses: readonly Loss[]): Loss[] {
  const seen = new Map(losses.map((loss) => [loss.but, loss]));
  return [...seen.values()];
}

/** `upper and lower case and the order of its elements` */
export function butFor(losses: readonly Loss[]): string {
  const texts = losses.map((loss) => loss.but);
  return texts.length <= 1 ? (texts[0] ?? "") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;
}
