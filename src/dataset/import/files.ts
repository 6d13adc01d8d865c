import { Gunzip, Unzip, UnzipInflate, UnzipPassThrough } from "fflate";

/** A file to read: its name, and its bytes as they come. */
export interface SourceFile {
  readonly name: string;
  chunks(): AsyncIterable<Uint8Array>;
}

/**
 * The files a file holds: itself, what a `.gz` compresses, or every file of a `.zip` (folders and hidden files left
 * out), in order. Streams; a member of a zip is held whole in memory while it is read.
 *
 * @throws Error that says what is damaged
 */
export async function* openFile(file: SourceFile): AsyncGenerator<SourceFile> {
  const name = file.name.toLowerCase();
  if (name.endsWith(".zip")) yield* members(file);
  else if (name.endsWith(".gz")) yield { name: file.name.slice(0, -3), chunks: () => inflated(file) };
  else yield file;
}

async function* inflated(file: SourceFile): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const gunzip = new Gunzip((chunk) => ready.push(chunk));
  const drain = function* () {
    yield* ready;
    ready = [];
  };
  try {
    for await (const chunk of file.chunks()) {
      gunzip.push(chunk);
      yield* drain();
    }
    gunzip.push(new Uint8Array(), true);
  } catch (error) {
    throw new Error(`${file.name} is no whole gzip file (${reasonOf(error)}). Save or download it again.`);
  }
  yield* drain();
}

async function* members(file: SourceFile): AsyncGenerator<SourceFile> {
  const done: SourceFile[] = [];
  let members = 0;
  let failure: unknown = null;
  const unzip = new Unzip((member) => {
    const parts: Uint8Array[] = [];
    members += 1;
    if (member.name.endsWith("/") || /(^|\/)(\.|__MACOSX\/)/.test(member.name)) return;
    member.ondata = (error, data, final) => {
      if (error) failure = error;
      parts.push(data);
      if (final) done.push({ name: `${file.name}/${member.name}`, chunks: () => iterate(parts) });
    };
    member.start();
  });
  unzip.register(UnzipInflate);
  unzip.register(UnzipPassThrough);
  try {
    for await (const chunk of file.chunks()) {
      unzip.push(chunk);
      if (failure !== null) throw failure;
      for (const member of done.splice(0)) yield* openFile(member);
    }
    unzip.push(new Uint8Array(), true);
    if (failure !== null) throw failure;
    if (members === 0) throw new Error("it holds no files");
  } catch (error) {
    throw new Error(`${file.name} is no whole zip file (${reasonOf(error)}). Save or download it again.`);
  }
  for (const member of done) yield* openFile(member);
}

async function* iterate(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
