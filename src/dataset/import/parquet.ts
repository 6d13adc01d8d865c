import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";

/**
 * Rows of a Parquet file, one row group after the other.
 *
 * @throws Error that names the file
 */
export async function* readParquetRows(bytes: Uint8Array, name: string): AsyncGenerator<Record<string, unknown>> {
  const file = bytes.slice().buffer;
  let rowEnd = 0;
  try {
    const metadata = parquetMetadata(file);
    for (const group of metadata.row_groups) {
      const rowStart = rowEnd;
      rowEnd += Number(group.num_rows);
      yield* await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd });
    }
  } catch (error) {
    throw new Error(`${name} cannot be read as Parquet (${error instanceof Error ? error.message : String(error)}).`);
  }
}
