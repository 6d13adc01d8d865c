/** Seed of `random` and of string hashing in every run, so that two runs of a row are the same. */
export const SEED = 0;
