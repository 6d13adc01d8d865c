# Reference 8.9: coroutines, asynchronous generators, comprehensions and context managers.
import asyncio
import contextlib

log = []


class Resource:
    async def __aenter__(self):
        await asyncio.sleep(0.01)
        log.append("open")
        return self

    async def __aexit__(self, *error):
        await asyncio.sleep(0)
        log.append(("close", error[0] and error[0].__name__))
        return True


async def ticks(n):
    try:
        for i in range(n):
            await asyncio.sleep(0.01)
            yield i
    finally:
        log.append("ticks over")


class Count:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.n:
            raise StopAsyncIteration
        self.n -= 1
        return self.n


async def worker(name, queue, done):
    while True:
        job = await queue.get()
        if job is None:
            break
        await asyncio.sleep(job / 100)
        done.append((name, job))


async def failing():
    await asyncio.sleep(0)
    raise ValueError("failed")


async def main():
    squares = [x * x async for x in ticks(3) if x]
    table = {k: await asyncio.sleep(0, k) for k in "ab"}
    async with Resource() as one, Resource() as two:
        raise KeyError
    total = 0
    async for n in Count(3):
        if n == 1:
            continue
        total += n
    else:
        total += 100
    queue, done = asyncio.Queue(), []
    for job in (3, 1, 2, None, None):
        await queue.put(job)
    await asyncio.gather(worker("w1", queue, done), worker("w2", queue, done))
    results = await asyncio.gather(failing(), asyncio.sleep(0, "fine"), return_exceptions=True)
    async with asyncio.TaskGroup() as group:
        group.create_task(asyncio.sleep(0.5))
    gen = ticks(5)
    first = await anext(gen)
    await gen.aclose()
    task = asyncio.create_task(asyncio.sleep(1))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    inner = [i async for i in Count(2)]
    return squares, table, total, done, [str(r) for r in results], first, task.cancelled(), inner


print(asyncio.run(main()))


class Awaitable:
    def __await__(self):
        got = yield "asked"
        return got * 2


async def manual():
    x = await Awaitable()
    y = await Awaitable()
    return x + y


c = manual()
asked = c.send(None), c.send(1)
try:
    c.send(2)
except StopIteration as stop:
    answer = stop.value


@contextlib.contextmanager
def managed(x):
    log.append("before")
    try:
        yield [x]
    except LookupError as error:
        log.append(type(error).__name__)
    finally:
        log.append("after")


with managed(1) as held:
    held.append(2)
    raise IndexError("dropped")
print(asked, answer, held, log)
