/** How long (ms) a browser may take to begin saving before the address of the file is withdrawn. */
const KEPT_MILLISECONDS = 60_000;

/** Hands a file to the browser to save under `name`. */
export function download(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MILLISECONDS);
}
