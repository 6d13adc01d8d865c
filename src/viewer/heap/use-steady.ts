import { useState } from "react";
import type { LayoutRequest } from "./layout.ts";

/** The request of the step before as long as nothing in it has changed, so that nothing is laid out twice. */
export function useSteady(request: LayoutRequest): LayoutRequest {
  const [kept, setKept] = useState({ request, key: "" });
  const key = JSON.stringify(request);
  if (kept.key === key) return kept.request;
  setKept({ request, key });
  return request;
}
