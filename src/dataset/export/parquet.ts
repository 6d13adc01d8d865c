import type { SchemaElement } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import type { ColumnType, Row } from "./rows/row-formats.ts";

/**
 * Rows as a Parquet file: Snappy, every column required. Texts are UTF-8 strings; lists have the three levels
 * (`list.element`) that other readers expect.
 *
 * Source: apache/parquet-format, LogicalTypes.md, "Nested Types".
 */
export function parquetBytes(rows: readonly Row[], columns: Readonly<Record<string, ColumnType>>): Uint8Array {
  const names = Object.keys(columns);
  const schema: SchemaElement[] = [
    { name: "root", num_children: names.length },
    ...Object.entries(columns).flatMap(([name, type]) => schemaOf(name, type)),
  ];
  const columnData = names.map((name) => ({ name, data: rows.map((row) => row[name]) }));
  return new Uint8Array(parquetWriteBuffer({ columnData, schema, rowGroupSize: 1_000 }));
}

function schemaOf(name: string, type: ColumnType): SchemaElement[] {
  if (type === "text") return [textElement(name)];
  return [
    { name, repetition_type: "REQUIRED", num_children: 1, converted_type: "LIST" },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    ...elementOf(type),
  ];
}

function elementOf(type: Exclude<ColumnType, "text">): SchemaElement[] {
  if (type === "texts") return [textElement("element")];
  if (type === "flags") return [{ name: "element", type: "BOOLEAN", repetition_type: "REQUIRED" }];
  const { records } = type;
  return [{ name: "element", repetition_type: "REQUIRED", num_children: records.length }, ...records.map(textElement)];
}

function textElement(name: string): SchemaElement {
  return { name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" };
}
