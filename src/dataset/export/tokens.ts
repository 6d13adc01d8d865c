const PIECES = /\p{L}+|\p{N}+|\n+|[^\S\n]{2,}|[^\s\p{L}\p{N}]+/gu;

/**
 * About how many tokens a language model's tokenizer makes of a text. An estimate: six letters, three digits or two
 * signs a token, one for a run of line ends or blanks, single blanks free. Tokenizers differ by a third or so either way.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(PIECES)) {
    if (/^\p{L}/u.test(piece)) tokens += Math.ceil(piece.length / 6);
    else if (/^\p{N}/u.test(piece)) tokens += Math.ceil(piece.length / 3);
    else tokens += /^\s/.test(piece) ? 1 : Math.ceil(piece.length / 2);
  }
  return tokens;
}
