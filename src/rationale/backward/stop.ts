import type { Statement } from "../../trace/types.ts";
import { claimed } from "../phrase.ts";
import { child } from "../syntax.ts";
import { code, line } from "../wording.ts";
import { sourceText } from "./reading.ts";
import type { Walk, Wanted } from "./walk.ts";

/** Says where a variable cannot be followed any further, and loses it. */
export function stop(walk: Walk, wanted: Wanted, statement: Statement, step: number, why: string): void {
  const lines = walk.linesChanging(statement, wanted.name);
  const claim = walk.bound(step, wanted.name) ?? walk.seen(wanted.step, wanted.name)?.claim;
  const at = lines.length === 0 ? [statement.range.line] : lines;
  const where = at.length === 1 ? line(at[0] ?? 0) : `lines ${at.slice(0, -1).join(", ")} and ${at.at(-1)}`;
  walk.lose(wanted.name);
  if (claim === undefined) return;
  const [do_, change] = at.length === 1 ? ["does", "changes"] : ["do", "change"];
  const name = code(wanted.name);
  const { evidence } = walk;
  const head = evidence.trace.node(statement.node);
  if (statement.kind === "If") {
    const test = child(head, "test");
    const source = test === null ? "its test" : sourceText(evidence, test);
    walk.say(
      claimed(
        `${where} ${change} ${name}, depending on whether ${source} holds on ${line(statement.range.line)}, and the value that ${name} has afterwards does not say which way it went`,
        claim,
      ),
    );
    return;
  }
  if (statement.kind === "For") {
    const iterable = child(head, "iter");
    const source = iterable === null ? "" : ` over ${sourceText(evidence, iterable)}`;
    walk.say(
      claimed(
        `${where} ${change} ${name} again and again in the loop${source} on ${line(statement.range.line)}; what one pass did is covered up by the next, so this is as far back as ${name} can be followed`,
        claim,
      ),
    );
    return;
  }
  walk.say(claimed(`what ${where} ${do_} to ${name} ${why}`, claim));
}
