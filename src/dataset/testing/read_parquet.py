"""Read a Parquet file with the standard library alone and print its rows as JSON Lines: python3 read_parquet.py FILE

An independent reader for tests, written from the format's specification (github.com/apache/parquet-format): Thrift compact
protocol, Snappy, PLAIN and dictionary encodings, data pages v1 and v2, and repetition levels for lists and records.
"""

import json
import struct
import sys


class Thrift:
    """The compact protocol: structs become dicts by field number."""

    def __init__(self, data, at=0):
        self.data, self.at = data, at

    def byte(self):
        self.at += 1
        return self.data[self.at - 1]

    def varint(self):
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def integer(self):
        value = self.varint()
        return (value >> 1) ^ -(value & 1)

    def value(self, kind):
        if kind in (1, 2):
            return kind == 1
        if kind == 3:
            return self.byte()
        if kind in (4, 5, 6):
            return self.integer()
        if kind == 7:
            self.at += 8
            return struct.unpack_from("<d", self.data, self.at - 8)[0]
        if kind == 8:
            length = self.varint()
            self.at += length
            return self.data[self.at - length : self.at]
        if kind in (9, 10):
            head = self.byte()
            size = head >> 4 if head >> 4 < 15 else self.varint()
            element = head & 15
            return [self.byte() == 1 if element in (1, 2) else self.value(element) for _ in range(size)]
        if kind == 12:
            return self.struct()
        raise ValueError("thrift type %d" % kind)

    def struct(self):
        fields, last = {}, 0
        while True:
            head = self.byte()
            if head == 0:
                return fields
            last = last + (head >> 4) if head >> 4 else self.integer()
            fields[last] = self.value(head & 15)


def unsnappy(data):
    """Snappy's block format."""
    source = Thrift(data)
    length = source.varint()
    out = bytearray()
    while source.at < len(data):
        tag = source.byte()
        if tag & 3 == 0:
            size = tag >> 2
            if size >= 60:
                width = size - 59
                size = int.from_bytes(data[source.at : source.at + width], "little")
                source.at += width
            out += data[source.at : source.at + size + 1]
            source.at += size + 1
            continue
        if tag & 3 == 1:
            size, offset = 4 + (tag >> 2 & 7), (tag >> 5) << 8 | source.byte()
        else:
            width = 2 if tag & 3 == 2 else 4
            size = 1 + (tag >> 2)
            offset = int.from_bytes(data[source.at : source.at + width], "little")
            source.at += width
        for _ in range(size):
            out.append(out[-offset])
    if len(out) != length:
        raise ValueError("snappy: %d bytes, not %d" % (len(out), length))
    return bytes(out)


def hybrid(data, width, count):
    """Run-length and bit-packed integers."""
    source, values = Thrift(data), []
    while len(values) < count:
        head = source.varint()
        if head & 1:
            size = (head >> 1) * width
            bits = int.from_bytes(data[source.at : source.at + size], "little")
            source.at += size
            values += [bits >> (index * width) & ((1 << width) - 1) for index in range((head >> 1) * 8)]
        else:
            size = (width + 7) // 8
            values += [int.from_bytes(data[source.at : source.at + size], "little")] * (head >> 1)
            source.at += size
    return values[:count]


def plain(data, kind, count):
    """PLAIN values of BOOLEAN, INT32, INT64 and BYTE_ARRAY."""
    if kind == 0:
        return [bool(data[index >> 3] >> (index & 7) & 1) for index in range(count)]
    if kind in (1, 2):
        return list(struct.unpack_from("<%d%s" % (count, "i" if kind == 1 else "q"), data))
    if kind != 6:
        raise ValueError("physical type %d" % kind)
    values, at = [], 0
    for _ in range(count):
        (length,) = struct.unpack_from("<I", data, at)
        values.append(data[at + 4 : at + 4 + length].decode("utf-8"))
        at += 4 + length
    return values


def decoded(data, encoding, kind, count, dictionary):
    """The values of a page."""
    if encoding == 0:
        return plain(data, kind, count)
    if encoding in (2, 8):
        return [dictionary[index] for index in hybrid(data[1:], data[0], count)] if count else []
    if encoding == 3 and kind == 0:
        return [bool(value) for value in hybrid(data[4:], 1, count)]
    raise ValueError("encoding %d" % encoding)


def column(data, meta, repetition, definition):
    """(repetition level, definition level, value or None) of a column chunk."""
    at = meta[11] if meta.get(11) else meta[9]
    entries, dictionary = [], None
    unpack = {0: bytes, 1: unsnappy}[meta[4]]
    levels = lambda body, most, count: hybrid(body, most.bit_length(), count) if most else [0] * count
    while len(entries) < meta[5]:
        source = Thrift(data, at)
        head = source.struct()
        body = data[source.at : source.at + head[3]]
        at = source.at + head[3]
        if head[1] == 2:
            dictionary = plain(unpack(body), meta[1], head[7][1])
            continue
        if head[1] == 3:
            page = head[8]
            count, split = page[1], page[6] + page[5]
            repeated = levels(body[: page[6]], repetition, count)
            defined = levels(body[page[6] : split], definition, count)
            rest = unpack(body[split:]) if page.get(7, True) and split < len(body) else body[split:]
            encoding = page[4]
        else:
            page, rest = head[5], unpack(body)
            count, encoding = page[1], page[2]
            found = []
            for most in (repetition, definition):
                if most:
                    (length,) = struct.unpack_from("<I", rest)
                    found.append(hybrid(rest[4 : 4 + length], most.bit_length(), count))
                    rest = rest[4 + length :]
                else:
                    found.append([0] * count)
            repeated, defined = found
        values = iter(decoded(rest, encoding, meta[1], sum(level == definition for level in defined), dictionary))
        entries += [(r, d, next(values) if d == definition else None) for r, d in zip(repeated, defined)]
    return entries


def leaves(elements):
    """Each leaf of the schema: its path, and its greatest repetition and definition levels."""
    position, found = 1, []

    def walk(children, path, repetition, definition):
        nonlocal position
        for _ in range(children):
            element = elements[position]
            position += 1
            kind = element.get(3, 0)
            levels = (repetition + (kind == 2), definition + (kind != 0))
            here = path + [element[4].decode()]
            if element.get(5):
                walk(element[5], here, *levels)
            else:
                found.append((here, *levels))

    walk(elements[0][5], [], 0, 0)
    return found


def rows(data):
    """The rows of a file; a column is a scalar, a list of scalars, or a list of records of scalars."""
    (length,) = struct.unpack_from("<I", data, len(data) - 8)
    meta = Thrift(data, len(data) - 8 - length).struct()
    paths = leaves(meta[2])
    for group in meta[4]:
        made = [{} for _ in range(group[3])]
        for chunk, (path, repetition, definition) in zip(group[1], paths):
            row = -1
            for repeated, defined, value in column(data, chunk[3], repetition, definition):
                row += repeated == 0
                if len(path) == 1:
                    made[row][path[0]] = value
                    continue
                items = made[row].setdefault(path[0], [])
                if defined < definition:
                    continue
                if len(path) == 3:
                    items.append(value)
                    continue
                index = 0 if repeated == 0 else index + 1
                if index == len(items):
                    items.append({})
                items[index][path[3]] = value
        yield from made


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as file:
        content = file.read()
    assert content[:4] == content[-4:] == b"PAR1", "no Parquet file"
    for each in rows(content):
        print(json.dumps(each))
