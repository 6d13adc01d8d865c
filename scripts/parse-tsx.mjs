/**
 * Preloaded into dependency-cruiser (`node --import`), whose swc parser is not told that .tsx files hold JSX: it then
 * takes every element for a type. Tells it.
 */
import { createRequire } from "node:module";

const swc = createRequire(import.meta.url)("@swc/core");
const parseFileSync = swc.parseFileSync;
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith(".tsx") });
