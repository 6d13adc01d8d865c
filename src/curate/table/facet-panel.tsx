import { Button } from "../../ui/button.tsx";
import { useDeskActions } from "../use-desk.ts";
import { MeasurePlot } from "./measure-plot.tsx";
import { EVERYTHING, FACETS, type Facet, type QueryResult } from "./row-index.ts";

const TITLES: Readonly<Record<Facet, string>> = {
  status: "Status",
  verdict: "Verdicts",
  outcome: "Run",
  problem: "Error",
  tag: "Tags",
  feature: "Language features",
  format: "Came as",
  kept: "Marks",
};

const LISTED = 12;

/** What the found samples are like: counts that are filters when clicked, and the spread of lengths and steps. */
export function FacetPanel({ result }: { readonly result: QueryResult }) {
  const { desk, query } = useDeskActions();
  const narrowed = query.text !== "" || Object.keys(query.chosen).length > 0 || Object.keys(query.ranges).length > 0;
  return (
    <aside className="facets" aria-label="Filters">
      <input
        className="input"
        type="search"
        aria-label="Find in code and prose"
        placeholder="Find in code and prose"
        defaultValue={query.text}
        key={narrowed ? "narrowed" : "all"}
        onChange={(event) => desk.askSoon({ text: event.target.value })}
      />
      {narrowed && (
        <Button
          look="quiet"
          onClick={() => desk.ask({ ...EVERYTHING, sort: query.sort, descending: query.descending })}
        >
          Show all
        </Button>
      )}
      {FACETS.map((facet) => (
        <FacetList key={facet} facet={facet} counts={result.counts[facet]} />
      ))}
      <MeasurePlot measure="steps" title="Steps" found={result.found} />
      <MeasurePlot measure="words" title="Words" found={result.found} />
      <MeasurePlot measure="lines" title="Lines of code" found={result.found} />
    </aside>
  );
}

function FacetList({ facet, counts }: { readonly facet: Facet; readonly counts: ReadonlyMap<string, number> }) {
  const { desk, query } = useDeskActions();
  const chosen = query.chosen[facet] ?? [];
  const values = [...new Set([...chosen, ...counts.keys()])].slice(0, LISTED);
  if (values.length === 0) return null;
  const most = Math.max(...counts.values(), 1);
  return (
    <fieldset className="facet">
      <legend>{TITLES[facet]}</legend>
      {values.map((value) => {
        const count = counts.get(value) ?? 0;
        return (
          <label key={value} className="facet-value">
            <span className="facet-bar" style={{ width: `${(100 * count) / most}%` }} aria-hidden />
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={(event) => desk.choose(facet, value, event.target.checked)}
            />
            <span className="facet-name">{value}</span>
            <span className="numbers">{count}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
