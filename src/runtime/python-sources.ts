/** Our Python modules as text, by their path under `src/python`; a chunk of its own, loaded when an interpreter boots. */
const modules = import.meta.glob<string>(["../python/**/*.py", "!../python/**/test_*.py"], {
  query: "?raw",
  import: "default",
  eager: true,
});

export const pythonSources: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(modules).map(([path, text]) => [path.replace("../python/", ""), text]),
);
