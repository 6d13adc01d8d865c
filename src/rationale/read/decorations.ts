/** What stands around the words in other people's texts and says nothing: pictures, step labels, the dollars of formulas. */

const PICTURES = /(?![\d#*©®])(?:\p{Extended_Pictographic}|\uFE0F|\u200D)/gu;
const LABEL =
  /^(?:\*\*|__)?(?:step|phase|part|stage) #?\d+(?:\.\d+)*(?:\*\*|__)? ?(?:[:.)–—-]|\*\*:?)+(?:\*\*|__)?\s*/i;
const SIGNS: Readonly<Record<string, string>> = {
  times: "*",
  cdot: "*",
  div: "/",
  le: "<=",
  leq: "<=",
  ge: ">=",
  geq: ">=",
  ne: "!=",
  neq: "!=",
  to: "→",
  rightarrow: "→",
  Rightarrow: "→",
  implies: "→",
};

/** The sentence without them. */
export function undecorated(sentence: string): string {
  const plain = sentence.includes("\\") || sentence.includes("$") ? withoutFormulas(sentence) : sentence;
  return plain.replace(PICTURES, "").trim().replace(LABEL, "");
}

function withoutFormulas(sentence: string): string {
  return sentence
    .replace(/\\(?:text|texttt|mathtt|mathrm|boxed|mathbf)\{([^{}]*)\}/g, "$1")
    .replace(/\\([a-zA-Z]+)/g, (whole, name: string) => SIGNS[name] ?? whole)
    .replace(/\\[()[\]]/g, " ")
    .replace(/\$\$?(?=\S)([^$\n]*?\S)\$\$?/g, "$1")
    .replace(/\\_/g, "_");
}
