import type { Claim } from "../claims.ts";
import type { Evidence } from "../evidence.ts";
import { Discourse, type Level } from "./discourse.ts";
import type { Fact } from "./facts.ts";
import { seemsFalse } from "./holds.ts";
import type { Memory } from "./resolve/context.ts";
import { resolveSentence } from "./resolve.ts";
import type { Source } from "./source.ts";

/** Where a text has got to, and what it has told. */
interface Standing {
  readonly levels: readonly Level[];
  readonly memory: Memory;
}

/** What became of a sentence: its claims, and what was understood but has no place in the run. */
export interface Taken {
  readonly claims: readonly Claim[];
  readonly unplaced: readonly string[];
}

/** All the places where a text may stand, likeliest first. */
export type Whereabouts = readonly Standing[];

interface Attempt extends Taken {
  readonly after: Standing;
  readonly isFalse: boolean;
}

/** So many places are kept in mind after a sentence that went wrong. */
const KEPT = 8;
/** So many other lines or passes are tried for a sentence that went wrong. */
const TRIED = 60;

/**
 * Follows a text through the run, sentence by sentence. A sentence that is wrong about where it is must not drag the
 * next ones along: after it, the text may also still be where it was, or where the sentence would have been right. Which
 * of these it was, the next sentence that fits tells.
 */
export class Course {
  private standings: Whereabouts;

  constructor(
    private readonly evidence: Evidence,
    private readonly source: Source,
  ) {
    const discourse = new Discourse(evidence, source);
    this.standings = [{ levels: discourse.save(), memory: { chain: [], call: null, told: new Set() } }];
  }

  /** What may be given to {@link restore} later. */
  save(): Whereabouts {
    return this.standings;
  }

  restore(standings: Whereabouts): void {
    this.standings = standings;
  }

  /** The claims of the next sentence. */
  take(facts: readonly Fact[]): Taken {
    const attempts = this.standings.map((standing) => this.attempt(standing, facts));
    const [first] = attempts;
    if (first === undefined || first.claims.length === 0) {
      this.standings = attempts.map(({ after }) => after);
      return first ?? { claims: [], unplaced: [] };
    }
    const sound = attempts.filter(({ isFalse }) => !isFalse);
    const chosen = sound[0] ?? first;
    this.standings =
      sound.length > 0
        ? distinct(sound.map(({ after }) => after))
        : distinct([
            ...attempts.map(({ after }) => after).slice(0, 2),
            ...this.standings.slice(0, 2),
            ...this.repairs(facts),
          ]);
    return chosen;
  }

  private attempt(standing: Standing, facts: readonly Fact[]): Attempt {
    const discourse = new Discourse(this.evidence, this.source);
    discourse.restore(standing.levels);
    const memory = { ...standing.memory, told: new Set(standing.memory.told) };
    const context = resolveSentence(this.evidence, this.source, discourse, memory, facts);
    const claims = context.finished();
    return {
      claims,
      unplaced: context.unplaced,
      after: { levels: discourse.save(), memory },
      isFalse: seemsFalse(this.evidence, this.source, claims),
    };
  }

  /** Where the text stands if the sentence was wrong about one line or pass only. */
  private repairs(facts: readonly Fact[]): Standing[] {
    const [standing] = this.standings;
    if (standing === undefined) return [];
    const found: Standing[] = [];
    for (const variant of this.variants(facts)) {
      const { after, isFalse, claims } = this.attempt(standing, variant);
      if (!isFalse && claims.length > 0) found.push(after);
      if (found.length >= KEPT - 2) break;
    }
    return found;
  }

  private *variants(facts: readonly Fact[]): Generator<readonly Fact[]> {
    const lines = [...new Set(this.evidence.trace.statements.map(({ range }) => range.line))].slice(0, TRIED);
    for (const [index, fact] of facts.entries()) {
      const replace = (changed: Fact) => facts.map((each, at) => (at === index ? changed : each));
      if (fact.kind === "pass") {
        for (let ordinal = 1; ordinal <= TRIED; ordinal += 1)
          if (ordinal !== fact.ordinal) yield replace({ ...fact, ordinal });
      } else if (fact.kind === "call" && fact.by !== undefined) {
        for (const by of lines) if (by !== fact.by) yield replace({ ...fact, by });
      } else if (fact.kind === "call" && fact.nth !== undefined) {
        for (let nth = 1; nth <= TRIED; nth += 1) if (nth !== fact.nth) yield replace({ ...fact, nth });
      } else if ("line" in fact && typeof fact.line === "number") {
        for (const line of lines) if (line !== fact.line) yield replace({ ...fact, line } as Fact);
      }
    }
  }
}

function distinct(standings: readonly Standing[]): readonly Standing[] {
  const seen = new Set<string>();
  return standings
    .filter(({ levels, memory }) => {
      const key = JSON.stringify([
        levels.map(({ frame, from, end, cursor }) => [frame, from, end, cursor]),
        memory.chain,
        memory.call,
      ]);
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, KEPT);
}
