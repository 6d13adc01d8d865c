import { expect, it } from "vitest";
import { pageOf } from "./route.ts";

it("takes an address to its page, and any other to Explore", () => {
  expect(pageOf("#/curate")).toBe("curate");
  expect(pageOf("#/present?lesson=1")).toBe("present");
  expect(pageOf("#/explore?s=abc&step=2")).toBe("explore");
  expect(pageOf("")).toBe("explore");
  expect(pageOf("#/nothing-here")).toBe("explore");
});
