import type { Claim } from "../claims.ts";
import type { Evidence } from "../evidence.ts";
import { Discourse, type Level } from "./discourse.ts";
import type { Fact } from "./facts.ts";
import { seemsTrue } from "./holds.ts";
import type { Memory } from "./resolve/context.ts";
import { resolveSentence, type Said } from "./resolve.ts";
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
  /** How many of its claims the run contradicts. */
  readonly wrong: number;
}

/** So many places are kept in mind after a sentence that went wrong. */
const KEPT = 8;
/** What may be said when a loop is over. */
const AFTER: ReadonlySet<Fact["kind"]> = new Set<Fact["kind"]>([
  "after-loop",
  "loop-ends",
  "truth",
  "return",
  "result",
]);
/** So many passes ahead are tried for a sentence that is wrong in this one. */
const PASSES = 40;
/** So many calls are looked into for a sentence that is wrong outside them. */
const CALLEES = 12;
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
    readonly source: Source,
  ) {
    const discourse = new Discourse(evidence, source);
    this.standings = [
      {
        levels: discourse.save(),
        memory: {
          chain: [],
          call: null,
          told: new Set(),
          named: null,
          done: null,
          isBackward: false,
          counted: null,
        },
      },
    ];
  }

  /** The text goes from the output back to an input. */
  get isBackward(): boolean {
    return this.standings[0]?.memory.isBackward === true;
  }

  /** What may be given to {@link restore} later. */
  save(): Whereabouts {
    return this.standings;
  }

  restore(standings: Whereabouts): void {
    this.standings = standings;
  }

  /** The claims of the next sentence. */
  take(said: Said): Taken {
    const attempts = this.standings.map((standing) => this.attempt(standing, said));
    const [first] = attempts;
    if (first === undefined || first.claims.length === 0) {
      this.standings = attempts.map(({ after }) => after);
      return first ?? { claims: [], unplaced: [] };
    }
    const fitting = attempts.filter(({ wrong }) => wrong === 0);
    const shifted = fitting.length > 0 || said.isOwn ? [] : this.shifted(said, first);
    const sound = fitting.length > 0 ? fitting : shifted.filter(({ wrong }) => wrong === 0);
    const nearest = shifted.reduce((best, each) => (each.wrong < best.wrong ? each : best), first);
    const chosen = sound[0] ?? nearest;
    this.standings =
      sound.length > 0
        ? distinct(sound.map(({ after }) => after))
        : distinct([
            ...(nearest === first ? [] : [nearest.after]),
            ...attempts.map(({ after }) => after).slice(0, 2),
            ...this.standings.slice(0, 2),
            ...this.repairs(said),
          ]);
    return chosen;
  }

  private attempt(standing: Standing, said: Said): Attempt {
    const discourse = new Discourse(this.evidence, this.source);
    discourse.restore(standing.levels);
    const memory = { ...standing.memory, told: new Set(standing.memory.told) };
    const context = resolveSentence(this.evidence, this.source, discourse, memory, said);
    const claims = context.finished();
    return {
      claims,
      unplaced: context.unplaced,
      after: { levels: discourse.save(), memory },
      wrong: claims.filter((claim) => seemsTrue(this.evidence, this.source, claim) === false).length,
    };
  }

  /**
   * The sentence where a text may have gone without saying so: still in the pass whose target it names again, after the loop, inside a
   * call whose arguments it gives, back where that was made.
   */
  private shifted(said: Said, first: Attempt): readonly Attempt[] {
    const isAfter = said.facts.some(({ kind }) => AFTER.has(kind));
    return this.standings.slice(0, 2).flatMap((standing) => {
      const places: Standing[] = [{ ...standing, memory: { ...standing.memory, named: null } }];
      const left = new Map<Standing, number>();
      const at = (move: (discourse: Discourse) => void, loop?: number): void => {
        const discourse = new Discourse(this.evidence, this.source);
        discourse.restore(standing.levels);
        move(discourse);
        const place = { ...standing, levels: discourse.save() };
        places.push(place);
        if (loop !== undefined) left.set(place, loop);
      };
      const here = standing.levels.at(-1);
      const loops = standing.levels.filter(({ frame, run }) => frame === here?.frame && run !== null);
      const open = standing.levels.findLast(({ run, pass }) => run !== null && pass !== null);
      const named = standing.memory.named;
      if (open?.run != null && open.pass !== null && standing.memory.counted !== open.run)
        if (open.run.passes[open.pass]?.header !== named)
          for (let pass = open.pass + 1; pass < Math.min(open.run.passes.length, open.pass + PASSES); pass += 1)
            at((discourse) => discourse.enterPass(open.run!, pass));
      if (isAfter)
        for (const { run } of loops.reverse())
          if (run !== null) at((discourse) => discourse.leaveLoop(run), run.statement);
      const callees = here === undefined ? [] : this.calledFrom(here.frame, here.cursor);
      for (const frame of callees) at((discourse) => discourse.enterCall(frame));
      if (here !== undefined) at((discourse) => discourse.leaveFrame(here.frame));
      return places
        .flatMap((place) => {
          const attempt = this.attempt(place, said);
          const loop = left.get(place);
          return loop !== undefined && this.isWithin(attempt.claims, loop) ? [] : [attempt];
        })
        .filter(({ claims, unplaced }) => claims.length > 0 && unplaced.length <= first.unplaced.length);
    });
  }

  /** Whether a claim is of the body of a loop. */
  private isWithin(claims: readonly Claim[], loop: number): boolean {
    const { trace } = this.evidence;
    return claims.some(
      (claim) =>
        "at" in claim &&
        claim.at[0] <= trace.statements.length &&
        this.source.isInside(trace.statement(claim.at[0]), loop),
    );
  }

  /** Frames that a frame calls from a step on, and those they call. */
  private calledFrom(frame: number, from: number): readonly number[] {
    const { trace } = this.evidence;
    const found: number[] = [];
    let level = trace.callees(frame).filter((callee) => (trace.frame(callee).callStep ?? -1) >= from);
    while (level.length > 0 && found.length < CALLEES) {
      found.push(...level);
      level = level.flatMap((callee) => [...trace.callees(callee)]);
    }
    return found.slice(0, CALLEES);
  }

  /** Where the text stands if the sentence was wrong about one line or pass only. */
  private repairs(said: Said): Standing[] {
    const [standing] = this.standings;
    if (standing === undefined) return [];
    const found: Standing[] = [];
    for (const facts of this.variants(said.facts)) {
      const { after, wrong, claims } = this.attempt(standing, { ...said, facts });
      if (wrong === 0 && claims.length > 0) found.push(after);
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
