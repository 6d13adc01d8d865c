import { createContext, useContext } from "react";
import { type Desk, useDesk } from "./desk.ts";

export const DeskContext = createContext<Desk | null>(null);

/** What every part of the Curate page asks for: what can be done, and the table as it is now. */
export function useDeskActions() {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error("a part of the Curate page stands outside it");
  const index = useDesk((state) => state.index);
  const query = useDesk((state) => state.query);
  const selected = useDesk((state) => state.selected);
  const revision = useDesk((state) => state.revision);
  return { desk, index, query, selected, revision };
}
