/**
 * Work on items of a stream at once and give the results in the order of the items.
 *
 * At most `width` are worked on at a time. A slow item holds back the results behind it, not their work: up to
 * `ahead` items may wait for their turn.
 *
 * @param work must not reject
 */
export async function* mapInOrder<T, R>(
  items: AsyncIterable<T>,
  width: number,
  ahead: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const limit = createLimit(width);
  const iterator = items[Symbol.asyncIterator]();
  const waiting: Promise<R>[] = [];
  let reading: Promise<IteratorResult<T>> | null = iterator.next();
  try {
    for (;;) {
      // Whichever comes first, so that results are given while a slow stream has nothing to read.
      const events: Promise<{ readonly next: IteratorResult<T> } | { readonly result: R }>[] = [];
      if (reading !== null && waiting.length < ahead) events.push(reading.then((next) => ({ next })));
      if (waiting[0] !== undefined) events.push(waiting[0].then((result) => ({ result })));
      if (events.length === 0) return;
      const event = await Promise.race(events);
      if ("result" in event) {
        waiting.shift();
        yield event.result;
      } else if (event.next.done === true) {
        reading = null;
      } else {
        const item = event.next.value;
        waiting.push(limit(() => work(item)));
        reading = iterator.next();
      }
    }
  } finally {
    await iterator.return?.();
  }
}

/** Runs at most `width` of the given tasks at a time, in the order given. */
function createLimit(width: number): <R>(task: () => Promise<R>) => Promise<R> {
  let free = width;
  const queue: (() => void)[] = [];
  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => queue.push(resolve));
    try {
      return await task();
    } finally {
      const next = queue.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
