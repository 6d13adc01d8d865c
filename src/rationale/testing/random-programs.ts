import * as fc from "fast-check";
import type { CorpusProgram } from "./corpus.ts";

/** Arbitrary small Python programs that end: loops, branches, calls, exceptions, containers, objects, generators, output. */
export const randomPrograms: fc.Arbitrary<CorpusProgram> = fc
  .array(fc.nat(9999), { minLength: 30, maxLength: 160, size: "max" })
  .map((tape) => ({ name: "random", code: new Writer(tape).program(), call: "f(3, [2, 0, 5])" }));

const NUMBERS = ["a", "b", "c"];
const LISTS = ["xs", "ys"];
const INDENT = "    ";

/** Writes a program by a tape of numbers: each choice takes the next one. */
class Writer {
  private position = 0;
  private readonly lines: string[] = [];
  private names = 0;

  constructor(private readonly tape: readonly number[]) {}

  program(): string {
    this.write(0, "log = []");
    this.write(0, "class Box:");
    this.write(1, "def __init__(self, value):");
    this.write(2, "self.value = value");
    this.write(2, "self.seen = {}");
    this.write(0, "def gen(n):");
    this.write(1, "while n > 0:");
    this.write(2, "yield n * 2");
    this.write(2, "n -= 1");
    this.write(0, "def half(n, depth=0):");
    this.write(1, "if n <= 1 or depth > 3:");
    this.write(2, this.pick(["return depth", "return n", "raise ValueError('low')"]));
    this.write(1, "return half(n // 2, depth + 1) + 1");
    this.write(0, "def f(a, xs):");
    this.write(1, "b = c = 1");
    this.write(1, "ys, d, s, box = [], {}, '', Box(a)");
    for (let left = 6; left > 0 && !this.isDone; left -= 1) this.statement(1, false);
    this.write(1, `return ${this.pick(["a", "xs", "ys, b", "d", "s", "box.value", "sorted(xs)", "len(ys) + c"])}`);
    return `${this.lines.join("\n")}\n`;
  }

  private get isDone(): boolean {
    return this.position >= this.tape.length;
  }

  private next(): number {
    const number = this.tape[this.position] ?? 0;
    this.position += 1;
    return number;
  }

  private pick<Choice>(choices: readonly Choice[]): Choice {
    return choices[this.next() % choices.length] as Choice;
  }

  private fresh(prefix: string): string {
    this.names += 1;
    return `${prefix}${this.names}`;
  }

  private write(depth: number, text: string): void {
    this.lines.push(INDENT.repeat(depth) + text);
  }

  private number(): string {
    const [n, m, list] = [this.pick(NUMBERS), this.pick(NUMBERS), this.pick(LISTS)];
    return this.pick([
      n,
      String(this.next() % 7),
      `${n} + ${m}`,
      `${n} * 2 - ${m}`,
      `${n} % 5`,
      `len(${list})`,
      `sum(${list})`,
      `${list}[0]`,
      `${n} // ${m}`,
      `max(${n}, ${m})`,
      `d.get(${n}, 0)`,
      `half(${n})`,
      `box.value`,
      `(${n} if ${n} > ${m} else ${m})`,
      `sum(k for k in gen(${this.next() % 4}))`,
    ]);
  }

  private test(): string {
    const [n, m] = [this.pick(NUMBERS), this.number()];
    return this.pick([
      `${n} > ${m}`,
      `${n} % 2 == 0`,
      `${n} in xs`,
      "ys",
      `not ys and ${n} < ${m}`,
      `${n} < ${m} or len(s) > 3`,
      `any(k > ${n} for k in xs)`,
      `s.startswith('a')`,
    ]);
  }

  private block(depth: number, inLoop: boolean): void {
    const statements = depth > 3 ? 1 : 1 + (this.next() % 3);
    for (let left = statements; left > 0; left -= 1) this.statement(depth, inLoop);
  }

  private statement(depth: number, inLoop: boolean): void {
    const n = this.pick(NUMBERS);
    const list = this.pick(LISTS);
    const simple = [
      () => this.write(depth, `${n} = ${this.number()}`),
      () => this.write(depth, `${n} ${this.pick(["+=", "-=", "*="])} ${this.number()} % 100`),
      () => this.write(depth, `${list}.append(${this.number()})`),
      () => this.write(depth, `${list}[${this.next() % 3}] = ${this.number()}`),
      () => this.write(depth, `d[${n}] = d.get(${n}, 0) + 1`),
      () => this.write(depth, `s += ${this.pick(["'a'", "str(a)", "'é' * 2", "repr(xs)"])}`),
      () => this.write(depth, `${this.pick(NUMBERS)}, ${n} = ${n}, ${this.number()}`),
      () => this.write(depth, `print(${this.pick([n, list, "s", `'n', ${n}`])}${this.pick(["", ", end=';'"])})`),
      () => this.write(depth, `ys = [k * 2 for k in xs if k > ${n}]`),
      () => this.write(depth, `box.value = ${this.number()}`),
      () => this.write(depth, `box.seen[${n}] = list(${list})`),
      () => this.write(depth, `${list}.sort(${this.pick(["", "reverse=True", "key=lambda v: -v"])})`),
      () => this.write(depth, `t = {${n}, ${this.number()}, 'q'}`),
      () => this.write(depth, `log.append((${n}, '${n}'))`),
      () => this.write(depth, `xs = ys = ${list} + [${n}]`),
      () => this.write(depth, `n = ${list}.pop() if ${list} else ${n}`),
      () => this.write(depth, inLoop ? this.pick(["break", "continue", "pass"]) : "pass"),
      () => this.write(depth, `assert ${this.test()}, ${n}`),
      () => this.write(depth, `raise ${this.pick(["ValueError", "KeyError"])}(${n})`),
    ];
    if (depth > 4 || this.isDone || this.next() % 5 < 3) this.pick(simple.slice(0, this.next() % 4 === 0 ? 19 : 17))();
    else this.compound(depth, inLoop);
  }

  private compound(depth: number, inLoop: boolean): void {
    const list = this.pick(LISTS);
    this.pick([
      () => this.ifElse(depth, inLoop),
      () =>
        this.loop(
          depth,
          `for ${this.pick(["i", ...NUMBERS])} in ${this.pick(["range(4)", `${list}[:4]`, "'ab'", "gen(3)"])}:`,
        ),
      () => this.loop(depth, `for k, v in enumerate(${list}[:3]):`),
      () => this.whileLoop(depth),
      () => this.tryExcept(depth, inLoop),
    ])();
  }

  private ifElse(depth: number, inLoop: boolean): void {
    this.write(depth, `if ${this.test()}:`);
    this.block(depth + 1, inLoop);
    if (this.next() % 3 === 0) {
      this.write(depth, `elif ${this.test()}:`);
      this.block(depth + 1, inLoop);
    }
    if (this.next() % 2 === 0) {
      this.write(depth, "else:");
      this.block(depth + 1, inLoop);
    }
  }

  private loop(depth: number, head: string): void {
    this.write(depth, head);
    this.block(depth + 1, true);
    if (this.next() % 4 === 0) {
      this.write(depth, "else:");
      this.block(depth + 1, false);
    }
  }

  private whileLoop(depth: number): void {
    const counter = this.fresh("w");
    this.write(depth, `${counter} = 0`);
    this.write(depth, `while ${counter} < ${2 + (this.next() % 3)}:`);
    this.write(depth + 1, `${counter} += 1`);
    this.block(depth + 1, true);
  }

  private tryExcept(depth: number, inLoop: boolean): void {
    const kind = this.next() % 4;
    this.write(depth, "try:");
    this.block(depth + 1, inLoop && kind < 2);
    if (kind !== 3) {
      this.write(
        depth,
        `except ${this.pick(["(TypeError, ValueError)", "Exception as e", "KeyError", "ArithmeticError"])}:`,
      );
      this.block(depth + 1, inLoop && kind < 2);
    }
    if (kind === 1) {
      this.write(depth, "else:");
      this.block(depth + 1, inLoop);
    }
    if (kind > 1) {
      this.write(depth, "finally:");
      this.block(depth + 1, false);
    }
  }
}
