/** The floors of the house: which folder may import which. `src/README.md` draws them. */
const PAGES = ["explore", "curate", "present"];

/** For each folder of src/, the folders it may import (itself always). */
const MAY_IMPORT = {
  trace: [],
  rationale: ["trace"],
  runtime: ["trace"],
  dataset: ["rationale", "trace"],
  ui: [],
  viewer: ["rationale", "trace", "ui"],
  cli: ["dataset", "rationale", "runtime", "trace"],
  ...Object.fromEntries(PAGES.map((page) => [page, ["viewer", "dataset", "rationale", "runtime", "trace", "ui"]])),
  app: [...PAGES, "viewer", "dataset", "rationale", "runtime", "trace", "ui"],
};

const TESTS = "(\\.test\\.tsx?$|/testing[./])";

const floors = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
  name: `floor-${folder}`,
  comment: `${folder}/ may import only ${[folder, ...allowed].join(", ")}.`,
  severity: "error",
  from: { path: `^src/${folder}/`, pathNot: TESTS },
  to: { path: "^src/", pathNot: `^src/(${[folder, "python", ...allowed].join("|")})/` },
}));

module.exports = {
  forbidden: [
    ...floors,
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "core-without-react",
      comment: "trace/, rationale/, dataset/ and runtime/ run in Node and in workers.",
      severity: "error",
      from: { path: "^src/(trace|rationale|dataset|runtime|cli)/" },
      to: { path: "node_modules/(react|react-dom|zustand|radix-ui|monaco-editor)/" },
    },
    {
      name: "product-without-tests",
      comment: "The benchmarks measure on the programs of the tests.",
      severity: "error",
      from: { path: "^src/", pathNot: [TESTS, "^src/cli/bench/"] },
      to: { path: TESTS },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    parser: "swc",
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
