import { z } from "zod";

// Zod makes validators from strings of code where it may. Neither the page's Content-Security-Policy nor a hardened worker
// lets it, so it is told not to try. Schemas read this when they are made: import this file before any that makes one.
z.config({ jitless: true });
