"""Exceptions raised, caught, passed on and cleaned up after."""


class Refused(Exception):
    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def pick(table, key):
    try:
        value = table[key]
    except KeyError as error:
        raise Refused(f"no {error.args[0]}") from error
    except (TypeError, ValueError):
        value = None
    else:
        value += 1
    finally:
        table["asked"] = key
    return value


def f(keys):
    table = {"a": 1, "b": "2"}
    results = []
    for key in keys:
        try:
            results.append(pick(table, key))
        except Refused as refusal:
            results.append(refusal.reason)
        except Exception:
            results.append("other")
            raise
        finally:
            results.append(len(table))
    assert results, "never empty"
    return results


# call: f(["a", "x", "b", ["unhashable"]])
