import { boundNames } from "../python/names.ts";
import { pythonTokens } from "../python/tokens.ts";

/** Names that sets of programs use without importing them, and where they come from. */
const SOURCES: Readonly<Record<string, string>> = {
  typing:
    "Any Callable Deque DefaultDict Dict FrozenSet Generator Iterable Iterator List Optional Sequence Set Tuple Union",
  collections: "Counter OrderedDict defaultdict deque",
  functools: "cache cmp_to_key lru_cache partial reduce",
  itertools: "accumulate chain combinations count cycle groupby islice pairwise permutations product zip_longest",
  math: "ceil comb factorial floor gcd inf isqrt lcm log log2 sqrt",
  bisect: "bisect_left bisect_right insort",
  heapq: "heapify heappop heappush heappushpop nlargest nsmallest",
};
const MODULES = new Set(
  "bisect collections copy functools heapq itertools math operator random re string sys".split(" "),
);

/** A program with imports put before it for well-known names that it uses and binds nowhere; else as it is. */
export function withPrelude(code: string): string {
  const tokens = pythonTokens(code);
  if (tokens === null) return code;
  const bound = boundNames(tokens);
  const used = new Set<string>();
  tokens.forEach(({ kind, text }, index) => {
    if (kind === "name" && !bound.has(text) && tokens[index - 1]?.text !== ".") used.add(text);
  });
  const lines = [...MODULES]
    .filter((module) => used.has(module) && usesModule(code, module))
    .map((module) => `import ${module}`);
  for (const [module, names] of Object.entries(SOURCES)) {
    const missing = names.split(" ").filter((name) => used.has(name));
    if (missing.length > 0) lines.push(`from ${module} import ${missing.join(", ")}`);
  }
  return lines.length === 0 ? code : `${lines.join("\n")}\n\n${code}`;
}

function usesModule(code: string, module: string): boolean {
  return new RegExp(`\\b${module}\\.`).test(code);
}
