# Strings: formatting, f-strings, t-strings, long and odd values.
name, width, pi = "World", 10, 3.14159
plain = f"Hello {name}!"
aligned = f"{name:>{width}}|{name:*^{width + 2}}|{pi:{width}.{2}f}"
debug = f"{name=} {pi * 2 = :.1f} {len(name)=!s}"
nested = f"{f'{name[0]!r}'.upper():>5}" + f'{"a" if name else "b"}'
multi = f"""{
    name  # a comment
    .lower()
}{'\n'.join(c for c in "ab")}"""
template = t"Hello {name!r:>{width}} and {pi + 1}"
parts = template.strings, [(i.value, i.expression, i.conversion, i.format_spec) for i in template.interpolations]
percent = "%s is %5.1f and %(a)s" % () if False else "%s is %5.1f" % (name, pi)
formatted = "{0} {1[0]} {2.real} {k!r}".format(name, [1], 5, k="v")
grown = ""
for c in name:
    grown += c + "-"
count = {c: grown.count(c) for c in set(grown) if c != "-"}
words = "the quick  brown".split(), "a,b,,c".split(","), "x".join("abc"), "  pad ".strip()
table = str.maketrans("lo", "01")
translated = name.translate(table), "straße".upper(), "ǅ".lower(), "日本語"[1], "👍🏽"[0], len("👍🏽")
big = 7**5000
digits = big % 1000, (10**40).bit_length()
floats = 0.1 + 0.2, 1e308 * 10, -0.0, float("nan") != float("nan"), 1e16, 1e-7
numbers = 1_000, 0xFF, 0o17, 0b11, 1j * 1j, complex(1, -0.0)
raw = b"\x00\xff'\"", bytes(range(3)), bytearray(b"q")
long = "ab" * 6000
lone = "\ud800"
listing = [long[:3], len(long), ascii(lone)]
long += "!"
slices = name[::-1], name[1:-1], name[10:], name[-100:2]
print(plain, aligned, debug, nested, multi, parts, percent, formatted, grown, sorted(count.items()), words)
print(translated, digits, floats, numbers, raw, listing, len(long), slices)
