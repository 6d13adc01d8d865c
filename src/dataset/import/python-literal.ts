import { floatRepr, stringRepr } from "../../trace/python-literals.ts";
import { ExactNumber } from "./exact-json.ts";

/** The Python literal of a JSON value: a list stays a list, an object becomes a dict. */
export function pythonLiteral(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return stringRepr(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : floatLiteral(floatRepr(value));
  if (value instanceof ExactNumber) return exactLiteral(value.text);
  if (value instanceof Date) return stringRepr(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(", ")}]`;
  return `{${Object.entries(value)
    .map(([key, each]) => `${stringRepr(key)}: ${pythonLiteral(each)}`)
    .join(", ")}}`;
}

function exactLiteral(text: string): string {
  if (/^-?\d+$/.test(text)) return String(BigInt(text));
  if (/NaN|Infinity/.test(text)) return floatLiteral(text.replace("NaN", "nan").replace("Infinity", "inf"));
  return floatLiteral(floatRepr(Number(text)));
}

function floatLiteral(repr: string): string {
  return /nan|inf/.test(repr) ? `float('${repr}')` : repr;
}

/** Arguments of a call, as source: a list gives positional, an object keyword arguments. */
export function argumentSource(value: unknown): string {
  if (Array.isArray(value)) return value.map(pythonLiteral).join(", ");
  if (typeof value !== "object" || value === null || value instanceof ExactNumber) return pythonLiteral(value);
  const entries = Object.entries(value);
  return entries.every(([name]) => /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name))
    ? entries.map(([name, each]) => `${name}=${pythonLiteral(each)}`).join(", ")
    : `**${pythonLiteral(value)}`;
}
