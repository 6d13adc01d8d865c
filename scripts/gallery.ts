/** Writes `docs/gallery.md`; a sentence that the checker does not verify ends it with a message. */
import { writeFileSync } from "node:fs";
import { galleryMarkdown } from "../src/rationale/testing/gallery.ts";
import { bootTestRuns } from "../src/rationale/testing/runs.ts";

writeFileSync(new URL("../docs/gallery.md", import.meta.url), galleryMarkdown(await bootTestRuns()));
