"""Values on their way to and from the tests: binary is an object with one field, $binary."""
import base64


def from_wire(value):
    if isinstance(value, list):
        return [from_wire(inner) for inner in value]
    if isinstance(value, dict):
        if isinstance(value.get("$binary"), str):
            return base64.b64decode(value["$binary"])
        return {name: from_wire(inner) for name, inner in value.items()}
    return value


def to_wire(value):
    if isinstance(value, (bytes, bytearray)):
        return {"$binary": base64.b64encode(value).decode("ascii")}
    if isinstance(value, (list, tuple)):
        return [to_wire(inner) for inner in value]
    if isinstance(value, dict):
        return {name: to_wire(inner) for name, inner in value.items()}
    return value
