import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { bootTestInterpreter, type TestInterpreter } from "../runtime/testing.ts";
import { floatRepr, stringRepr } from "./python-literals.ts";
import { buildValue, DESCRIBE, type Description } from "./testing/described-values.ts";
import { openTrace } from "./trace.ts";
import { isUnprintable } from "./unprintable.ts";

let python: TestInterpreter;
beforeAll(async () => {
  python = await bootTestInterpreter();
}, 60_000);

/** Python programs that bind `value`, a blank line between two. */
const PROGRAMS = String.raw`
value = [1, -5, 2**31 - 1, -2**31, 2**31, 10**40, -10**40, True, False, None, ...]

value = [0.1, 1.0, -0.0, 1e16, 1e15, 123456789012345680.0, 1e-5, 0.0001, 1.5e300, 5e-324, 1/3]

value = [float('inf'), -float('inf'), float('nan')]

value = [1j, 2+3j, -0j, b'a\x00\'"', b"it's", bytes(range(256))]

value = ["", "a", "it's", 'say "hi"', "both ' and \"", "tab\t nl\n cr\r bs\\", "\x00\x1f\x7f\x80\xa0\xad"]

value = ["é ü 日本 \u200b\u2028 \ufeff", "😀 \U000e0001 \U0010ffff"]

value = ["\ud800", "\ud83d\ude00", "a\udc00b"]

value = [[], (), {}, set(), frozenset(), (1,), (1, 2), [[1], [2, [3]]], {1: 'a', 'b': [2]}, {1, 2, 3}, frozenset({1})]

value = []
value.append(value)
value.append((value,))

value = {}
value['self'] = value
value['list'] = [value]

value = ([],)
value[0].append(value)

from collections import *
value = [deque(), deque([1, 2]), deque([1], maxlen=3), OrderedDict(), OrderedDict(a=1)]

from collections import *
value = [Counter(), Counter('abracadabra'), Counter(a=-1, b=2, c=0), Counter(a=2.5, b=10**20, c=1), Counter(a='x', b=1)]

from collections import *
value = deque()
value.append(value)

from collections import *
value = OrderedDict()
value['x'] = value

from collections import *
value = [defaultdict(int), defaultdict(list, {1: [2]}), defaultdict(None)]

from collections import *
value = defaultdict(list)
value['x'] = value

from collections import *
P = namedtuple('P', 'x y')
value = [P(1, 'a'), P(P(1, 2), []), namedtuple('E', '')()]

value = [range(3), range(1, 5), range(0, 10, 2), range(5, 0, -1), range(10**12)]

value = [bytearray(), bytearray(b'abc\n\xff'), bytearray(b"'"), bytearray(b"'\""), bytearray(b'"\\\r\t')]

class L(list): pass
class S(set): pass
class F(frozenset): pass
class T(tuple): pass
class D(dict): pass
class B(bytearray): pass
value = [L([1]), S({1}), S(), F({2}), F(), T((1,)), D(a=1), B(b'x')]

from collections import *
class Q(deque): pass
class C(Counter): pass
class O(OrderedDict): pass
class M(defaultdict): pass
value = [Q([1]), C('aab'), O(x=1), M(int, a=2)]

from dataclasses import dataclass, field
@dataclass
class Point:
    x: int
    y: list
value = [Point(1, [2]), Point('a', Point(None, []))]

from dataclasses import dataclass
@dataclass
class Node:
    next: object = None
value = Node()
value.next = value

from dataclasses import dataclass
def make():
    @dataclass
    class Inner:
        a: int
    return Inner(1)
value = make()

class Plain:
    def __init__(self): self.x = 1
value = [Plain(), Plain()]

def f():
    def g(): pass
    return g
value = [f, f(), lambda x: x]

from types import MappingProxyType
value = MappingProxyType({'a': 1, 'b': [2]})

value = {(1, 2): 'pair', frozenset({3}): None, 1.5: 2, None: True, b'k': 1j}

value = [[] for _ in range(200)]
for a, b in zip(value, value[1:]): a.append(b)
`
  .trim()
  .split("\n\n");

describe("repr", () => {
  it.each(PROGRAMS)("of %s", (code) => {
    const { description, expected } = describedBy(code);
    const { columns, value } = buildValue(description);
    const trace = openTrace(columns);
    expect(trace.repr(value, 0)).toEqual({ text: expected, complete: true });
  });

  function describedBy(code: string): { description: Description; expected: string } {
    return JSON.parse(String(python.runPython(`${DESCRIBE}\nanswer(${JSON.stringify(code)})`))) as never;
  }
});

describe("floats", () => {
  it("are written as Python writes them", () => {
    const values = fc.sample(fc.double(), 2000).concat(
      fc.sample(
        fc.integer().map((n) => n / 1000),
        500,
      ),
    );
    const bits = values.map((value) => new DataView(new Float64Array([value]).buffer).getBigUint64(0, true).toString());
    const expected = python.runPython(
      `import struct, json\njson.dumps([repr(struct.unpack('<d', struct.pack('<Q', int(b)))[0]) for b in bits.split()])`,
      { bits: bits.join(" ") },
    );
    expect(values.map(floatRepr)).toEqual(JSON.parse(String(expected)));
  });
});

describe("strings", () => {
  it("are written as Python writes them", () => {
    const values = fc.sample(fc.string({ unit: "binary", maxLength: 20 }), 1000);
    const expected = python.runPython("import json\njson.dumps([repr(s) for s in json.loads(texts)])", {
      texts: JSON.stringify(values),
    });
    expect(values.map(stringRepr)).toEqual(JSON.parse(String(expected)));
  });

  it("escape the characters that Python calls unprintable", () => {
    const expected = python.runPython("''.join('01'[chr(c).isprintable()] for c in range(0x110000))");
    let ours = "";
    for (let codePoint = 0; codePoint < 0x110000; codePoint++) ours += isUnprintable(codePoint) ? "0" : "1";
    expect(ours === expected).toBe(true);
  }, 20_000);
});
