import { create } from "zustand";

/** Whether the place for somebody's own text is open, instead of the rationale. */
export const useTextJudging = create<{ readonly isOpen: boolean }>()(() => ({ isOpen: false }));
