import { createReadStream } from "node:fs";
import { readRow } from "../../dataset/import/rows.ts";
import { readLines } from "../../dataset/lines.ts";
import { prose } from "../../dataset/prose.ts";
import type { Claim, ClaimVerdict } from "../../rationale/claims.ts";
import { combine } from "../../rationale/judge.ts";
import { narrate } from "../../rationale/narrate.ts";
import { FALSEHOODS, type Falsehood, type FalsehoodKind, plantFalsehood } from "../../rationale/read/falsehoods.ts";
import { type ReadSentence, TextReader } from "../../rationale/read.ts";
import { CORPUS } from "../../rationale/testing/corpus.ts";
import { PREDICTED } from "../../rationale/testing/free-texts/programs.ts";
import type { Detail, Direction, Sentence, Verdict, Voice } from "../../rationale/types.ts";
import { DEFAULT_LIMITS, type Program, type Runtime } from "../../runtime/types.ts";
import type { VerifierBenchOptions } from "../arguments.ts";
import { mapInOrder } from "../in-order.ts";
import { tryNeighbours } from "../narrate-rows.ts";
import { decided } from "../prove.ts";
import { SEED } from "../seed.ts";

/** So many examples of each kind of failure are shown. */
const SHOWN = 20;

interface Named {
  readonly name: string;
  readonly program: Program;
}

/** What became of one program's texts. */
interface Figures {
  readonly name: string;
  readonly texts: number;
  readonly sentences: number;
  /** Sentences as they were written, by the verdict of their text read back. */
  readonly untouched: Record<Verdict, number>;
  /** Verdicts given to sentences that stood beside a planted one. */
  readonly beside: number;
  readonly planted: Record<FalsehoodKind, number>;
  readonly missed: readonly Miss[];
  readonly blamed: readonly Blame[];
}

interface Miss {
  readonly program: string;
  readonly kind: FalsehoodKind;
  readonly verdict: Verdict;
  readonly before: string;
  readonly after: string;
  readonly sentence: string;
}

interface Blame {
  readonly program: string;
  readonly planted: string | null;
  readonly sentence: string;
  readonly because: string;
}

/**
 * How well wrong text is told from right text: programs are narrated, one falsehood is planted in one sentence at a time, and the text,
 * nothing else, is read and judged.
 */
export async function measureVerifier(
  runtime: Runtime,
  options: VerifierBenchOptions,
  tell: (message: string) => void,
): Promise<object> {
  const all: Figures[] = [];
  const results = mapInOrder(programsOf(options.in), options.workers, options.workers * 2, (named) =>
    measure(runtime, named, options),
  );
  for await (const figures of results) {
    all.push(figures);
    tell(figures.name);
  }
  return summary(all);
}

async function* programsOf(path: string | null): AsyncGenerator<Named> {
  if (path === null) {
    for (const { name, code, call, stdin = "" } of [...CORPUS, ...PREDICTED])
      yield { name, program: { code, call, stdin } };
    return;
  }
  let index = 0;
  for await (const { text } of readLines(createReadStream(path))) {
    const read = text === null ? null : readRow(text, index);
    index += 1;
    if (read?.kind !== "row") continue;
    const { id, code, call, stdin } = read.row;
    yield { name: String(id), program: { code, call, stdin } };
  }
}

const NOTHING: Omit<Figures, "name"> = {
  texts: 0,
  sentences: 0,
  untouched: { verified: 0, contradicted: 0, unsupported: 0 },
  beside: 0,
  planted: noneOf(),
  missed: [],
  blamed: [],
};

function noneOf(): Record<FalsehoodKind, number> {
  return { number: 0, truth: 0, string: 0, order: 0, line: 0, count: 0, branch: 0 };
}

async function measure(runtime: Runtime, { name, program }: Named, options: VerifierBenchOptions): Promise<Figures> {
  const trace = await runtime.run({ program, limits: DEFAULT_LIMITS, seed: SEED });
  const outcomes = options.directions.includes("backward")
    ? await tryNeighbours(runtime, DEFAULT_LIMITS, trace)
    : new Map<string, never>();
  const reader = new TextReader(trace);
  const choose = chooser(7);
  const texts = manners(options).flatMap((manner): Planted[] => {
    const { sentences } = narrate(trace, { ...manner, outcomes });
    return sentences.length === 0 ? [] : plantIn(reader, sentences, choose);
  });
  const decide = await decider(runtime, program, texts);
  const figures = { ...NOTHING, name, planted: noneOf(), untouched: { ...NOTHING.untouched } };
  return texts.reduce((sum, text) => counted(sum, text, combine(text.read, decide(text.read))), figures as Figures);
}

function manners({ directions, details, voices }: VerifierBenchOptions): {
  readonly direction: Direction;
  readonly detail: Detail;
  readonly voice: Voice;
}[] {
  return directions.flatMap((direction) =>
    details.flatMap((detail) => voices.map((voice) => ({ direction, detail, voice }))),
  );
}

/** A text as it was read: as written, or with one falsehood in it. */
interface Planted {
  readonly told: readonly Sentence[];
  readonly read: readonly ReadSentence[];
  readonly falsehood: (Falsehood & { readonly at: number }) | null;
}

function plantIn(reader: TextReader, told: readonly Sentence[], choose: (below: number) => number): Planted[] {
  const changed = told.flatMap((sentence, at) =>
    FALSEHOODS.flatMap((kind): Planted[] => {
      const falsehood = plantFalsehood(sentence.text, kind, choose);
      if (falsehood === null) return [];
      const text = prose(told.map((each, index) => (index === at ? { ...each, text: falsehood.text } : each)));
      return [{ told, read: reader.read(text).sentences, falsehood: { ...falsehood, at } }];
    }),
  );
  return [{ told, read: reader.read(prose(told)).sentences, falsehood: null }, ...changed];
}

/** One check decides the claims of all texts about a program; most texts share most of them. */
async function decider(
  runtime: Runtime,
  program: Program,
  texts: readonly Planted[],
): Promise<(read: readonly ReadSentence[]) => readonly ClaimVerdict[]> {
  const known = new Map<string, Claim>();
  for (const { read } of texts)
    for (const { claims } of read) for (const claim of claims) known.set(JSON.stringify(claim), claim);
  const verdicts = known.size === 0 ? [] : await decided(runtime, program, [...known.values()]);
  const answers = new Map([...known.keys()].map((key, index) => [key, verdicts[index]!] as const));
  return (read) => read.flatMap(({ claims }) => claims.map((claim) => answers.get(JSON.stringify(claim))!));
}

function counted(sum: Figures, { told, read, falsehood }: Planted, judged: ReturnType<typeof combine>): Figures {
  const { name: program } = sum;
  const wrong = judged.flatMap(({ verdict, text, because = "" }, index): Blame[] =>
    verdict === "contradicted" && index !== falsehood?.at
      ? [{ program, planted: falsehood?.text ?? null, sentence: text, because }]
      : [],
  );
  const blamed = [...sum.blamed, ...wrong];
  if (falsehood === null) {
    const untouched = { ...sum.untouched };
    for (const { verdict } of judged) untouched[verdict] += 1;
    return { ...sum, texts: sum.texts + 1, sentences: sum.sentences + told.length, untouched, blamed };
  }
  const { at, kind, before, after, text } = falsehood;
  // A falsehood may change where a sentence ends: then the text no longer has the sentence it was planted in.
  const verdict = read.length === told.length ? (judged[at]?.verdict ?? "unsupported") : worst(judged);
  const missed = verdict === "contradicted" ? [] : [{ program, kind, verdict, before, after, sentence: text }];
  return {
    ...sum,
    beside: sum.beside + judged.length - 1,
    planted: { ...sum.planted, [kind]: sum.planted[kind] + 1 },
    missed: [...sum.missed, ...missed],
    blamed,
  };
}

function worst(judged: ReturnType<typeof combine>): Verdict {
  return judged.some(({ verdict }) => verdict === "contradicted") ? "contradicted" : "unsupported";
}

function summary(all: readonly Figures[]): object {
  const total = (of: (figures: Figures) => number) => all.reduce((sum, each) => sum + of(each), 0);
  const missed = all.flatMap((each) => each.missed);
  const blamed = all.flatMap((each) => each.blamed);
  const planted = total((each) => FALSEHOODS.reduce((sum, kind) => sum + each.planted[kind], 0));
  const beside = total((each) => each.beside);
  return {
    programs: all.length,
    texts: total((each) => each.texts),
    sentences: total((each) => each.sentences),
    untouched: {
      verified: total((each) => each.untouched.verified),
      contradicted: total((each) => each.untouched.contradicted),
      unsupported: total((each) => each.untouched.unsupported),
    },
    planted,
    contradicted: planted - missed.length,
    contradicted_share: share(planted - missed.length, planted),
    kinds: Object.fromEntries(
      FALSEHOODS.map((kind) => [
        kind,
        { planted: total((each) => each.planted[kind]), missed: missed.filter((each) => each.kind === kind).length },
      ]),
    ),
    true_sentences: beside,
    blamed: blamed.length,
    blamed_share: share(blamed.length, beside),
    examples: { missed: missed.slice(0, SHOWN), blamed: blamed.slice(0, SHOWN) },
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 100_000) / 100_000;
}

/** Whole numbers in a fixed order that looks like chance, so that two measurements plant the same. */
function chooser(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}
