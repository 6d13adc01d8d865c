import Elk from "elkjs/lib/elk.bundled.js";
import { type Layout, type LayoutRequest, readLayout, toElk } from "./layout.ts";

/** Lays out in this thread, for tests: there are no workers of the browser's kind in Node. */
export async function layOutLocally(request: LayoutRequest, before: Layout | null): Promise<Layout> {
  return readLayout(await new Elk().layout(toElk(request, before)));
}
