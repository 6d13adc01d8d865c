/** What `--help` prints. */
export const OVERVIEW = `Usage: tracewright COMMAND --in FILE --out FILE [options]

Runs Python programs from a JSON Lines file and writes one JSON line for each, in the order of the input.

Commands
  narrate   run each program, explain the run, and prove every sentence
  verify    judge a text about each program, sentence by sentence
  trace     the full recorded run, as plain JSON
  import    read datasets of programs, and run them, into samples
  export    write samples as a dataset that trainers load
  stats     count a file of samples
  bench     the benchmarks; takes no rows, prints JSON
  bench verifier
            plants falsehoods in narrated texts and counts those that are found

"COMMAND --help" lists a command's options and the fields of its rows.
`;

const INPUT = `Input rows
  {"id"?, "code", "input"}   calls f (or the function that "entry_point" names); "input" is the text between the parentheses
  {"id"?, "code", "call"}    evaluates the call after the code
  {"id"?, "code", "stdin"?}  runs the code as a script
  Optional: "output", the expected result as its repr (for a script, what it prints).
  Without an id a row is called row-N, counting from 0. A row that cannot be used becomes "status": "error" with an
  "error" that says what to mend, and the run goes on.`;

const FILES = `  --in FILE       JSON Lines to read, - for stdin
  --out FILE      where to write, - for stdout; an existing file is replaced
  --workers N     rows worked on at once, each in its own worker thread (default: the number of cores)
  --steps N       statements after which a run is ended (default: 1,000,000)
  --seconds N     seconds after which a run is ended (default: 20)
  --help          this text`;

export const HELP = {
  narrate: `Usage: tracewright narrate --in FILE --out FILE [options]

Runs each program in a fresh interpreter, writes the reasoning from input to output, and lets the checker decide every
claim of it in another fresh interpreter, on the program as written.

${FILES}
  --direction D   forward (default), backward or both; backward goes from the output to an input, and tries a few
                  neighbouring inputs to show what the output does and does not determine
  --detail D      outline, concise (default) or full
  --voice V       teacher (default) or first-person
  --form F        prose (default), or think: Understand, Plan, Execute and Reflect in <think>, the bare answer in <output>
                  (backward: an input in <input>)
  --checkers DIR  also write DIR/ID.check.py for each narrated row: "python3 ID.check.py" proves its claims again, on any
                  CPython from 3.10 on, without packages. In the file name, characters of the id other than ASCII
                  letters, digits, ".", "_" and "-" become "_"; a name already taken gets -2, -3, …

${INPUT}

Output rows
  {"id", "status": "ok" or "error", "error"?, "output", "exception"?, "expected"?, "output_matches"?, "steps", "forward"?,
   "backward"?}
  output          repr of the call's value (script: what it printed); null when the call raised
  exception       {"type", "message"} when the program raised; the status is still "ok"
  output_matches  whether output equals expected as Python values
  steps           statements executed
  forward, backward
                  {"text", "sentences": [{"text", "claims", "verdict", "because"?}],
                   "verdicts": {"verified", "contradicted", "unsupported"}}; claims as in docs/claims.md
`,
  verify: `Usage: tracewright verify --in FILE --out FILE [options]

Reads the text in "rationale" back into claims and lets the checker decide them on a fresh run of the program.

${FILES}

${INPUT}
  "rationale" is the text to judge.

Output rows
  {"id", "status": "ok" or "error", "error"?, "sentences": [{"text", "verdict", "because"?, "claims"}],
   "verdicts": {"verified", "contradicted", "unsupported"}, "first_error"}
  verdict         verified: every claim holds; contradicted: one fails, "because" says what really happened;
                  unsupported: something the sentence says could not be checked
  first_error     index of the first contradicted sentence, from 0; null when there is none
`,
  trace: `Usage: tracewright trace --in FILE --out FILE [options]

${FILES}
  --timing        figures only, no steps; the program also runs plain first, in the same interpreter

${INPUT}

Output rows
  {"id", "status": "ok" or "error", "error"?, "output", "exception"?, "step_count", "steps", "stdout", "base_ms",
   "compile_ms", "trace_ms"}
  steps           [{"step", "line", "statement", "visit", "frame", "func", "depth", "locals"}]
    step          from 0, in the order in which statements start
    line          from 1, where the statement begins
    statement     number of the statement, from 1 in source order; visit: the how-manieth time it starts, from 1
    frame         number of the activation, from 0 in the order of calls; func: its name; depth: 0 for the module
    locals        each local name of the running frame and its repr before the statement runs, uncut
                  (module and class bodies: without names such as __name__)
  base_ms         the program run plain, milliseconds (null without --timing)
  compile_ms      parsing, instrumenting and compiling
  trace_ms        the same run traced, until its columns are ready
`,
  "bench verifier": `Usage: tracewright bench verifier [options]

Narrates programs, plants one falsehood at a time in one sentence (a number, truth value, string, order of elements, line
number, count or branch), reads nothing but the text, judges it, and prints one JSON object.

  --in FILE       JSON Lines with the programs to narrate (default: those kept for tests)
  --direction D   forward, backward or both (default)
  --detail D      outline, concise (default), full or all
  --voice V       teacher (default), first-person or both
  --workers N     programs worked on at once (default: the number of cores)

Output
  untouched       verdicts of the sentences as they were written: all verified, where reading back is without loss
  planted         falsehoods planted; contradicted: those whose sentence was contradicted; kinds: the same for each kind
  true_sentences  verdicts on sentences beside a planted one; blamed: those contradicted
  examples        some of the missed and the blamed
`,
  bench: `Usage: tracewright bench

Measures recording on six programs, its cost against the size of the data, a run of a million steps and the boots, and
prints one JSON object. Takes some minutes; docs/benchmarks.md says what each figure means.
`,
} as const;
