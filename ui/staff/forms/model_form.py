"""A form for any model of the data files: what is shown for data, and the data that a sent form holds.

Names in the form are places in the data: `f.rounds.0.closes.at`. A list carries its length (`f.rounds.#`), and an
optional part whether it is there (`f.grant.?`), so that empty ones survive the way there and back.
"""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from assistant.quotes import Evidence
from ingest.yaml_file import Location
from ui.staff.forms.labels import CHOICES, ITEMS, LABELS, LONG

Options = Mapping[str, Sequence[tuple[str, str]]]
"""What can be chosen for a field, by the field's name: values with labels."""

PREFIX = "f."
_LAST = {"note": 1, "note_evidence": 2, "evidence": 3, "inferred": 4, "assume": 5, "id": 6}
"""Fields that come behind what they are about."""
_MOST = 300
"""More entries than this are no list that a person made."""


@dataclass
class Node:
    """One field on the page. `name` is its place in the form, `item` what one entry of a list is called."""

    kind: str
    name: str
    label: str
    help: str = ""
    required: bool = False
    value: Any = None
    options: Sequence[tuple[str, str]] = ()
    item: str = ""
    present: bool = True
    children: list[Node] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    fresh: bool = False

    @property
    def has_errors(self) -> bool:
        return bool(self.errors) or any(child.has_errors for child in self.children)

    @property
    def is_open(self) -> bool:
        """Whether somebody is at work in it: it has a mistake, or something in it was just changed."""
        return self.has_errors or self.fresh or any(child.is_open for child in self.children)

    @property
    def summary(self) -> str:
        """What an entry is about, for its heading while it is closed."""
        if self.kind == "group":
            for child in self.children:
                if child.kind in ("group", "text", "long", "date") and (found := child.summary):
                    return found
            return ""
        return str(self.value or "").split("\n")[0][:60]

    def find(self, location: Location) -> Node:
        """The node of a place in the data, or the nearest around it."""
        wanted = PREFIX + ".".join(str(step) for step in location)
        best = self
        for child in self.children:
            if wanted == child.name or wanted.startswith(f"{child.name}."):
                rest = location
                best = child.find(rest) if child.children else child
        return best


def form_of(
    model: type[BaseModel], data: Mapping[str, Any], fields: Sequence[str], options: Options, *, fresh: str = ""
) -> Node:
    """The form of some fields of a model, filled with data. `fresh` is the place that was just added."""
    children = [
        _node(name, model.model_fields[name], data.get(name), f"{PREFIX}{name}", options, fresh) for name in fields
    ]
    return Node("group", PREFIX.rstrip("."), "", children=children)


def data_of(model: type[BaseModel], form: Mapping[str, Any], fields: Sequence[str], options: Options) -> dict[str, Any]:
    """The data that a sent form holds for some fields; what is empty or as by default is left out."""
    return _read_fields(model, form, fields, PREFIX, options)


def legend(model: type[BaseModel]) -> list[tuple[str, str]]:
    """The fields of a file that has no form, with what its model says of each: one inside another behind it."""
    found: dict[str, str] = {}
    for name, info in model.model_fields.items():
        if info.description:
            found.setdefault(name, info.description)
        if inner := shape(info.annotation)[1]:
            for deeper, meaning in legend(inner):
                found.setdefault(deeper, meaning)
    return list(found.items())


def shape(annotation: Any) -> tuple[str, Any]:
    """The kind of a field and, for lists and parts, what is in it."""
    bare = _bare(annotation)
    origin = get_origin(bare)
    if origin is Literal:
        return "choice", None
    if origin is tuple:
        inner = get_args(bare)
        if inner[-1] is not Ellipsis:
            return "lines", None
        element = _bare(inner[0])
        if isinstance(element, type) and issubclass(element, BaseModel):
            return ("evidence" if element is Evidence else "list"), element
        return "texts", None
    if origin is dict:
        return "condition", None
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return "group", bare
    if bare is bool:
        return "flag", None
    return ("number" if bare is int else "text"), None


def _bare(annotation: Any) -> Any:
    """The annotation without `Annotated` and `| None`."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            rest = [one for one in get_args(annotation) if one is not type(None)]
            if len(rest) != 1:
                return str
            annotation = rest[0]
        else:
            return annotation


def _node(name: str, info: FieldInfo, value: Any, place: str, options: Options, fresh: str) -> Node:
    kind, inner = shape(info.annotation)
    label = LABELS.get(name, name)
    node = Node(kind, place, label, _help(info, label), info.is_required(), value, item=ITEMS.get(name, label))
    node.fresh = place == fresh
    choices = options.get(name) or tuple(CHOICES.get(name, {}).items())
    if kind == "group":
        node.present = value is not None or info.is_required()
        node.kind = "group" if info.is_required() else "optional"
        if node.present:
            node.children = _children(inner, value, place, options, fresh)
    elif kind in ("list", "evidence"):
        entries = value if isinstance(value, list) else []
        for at, entry in enumerate(entries):
            here = f"{place}.{at}"
            one = Node("group", here, f"{node.item} {at + 1}", children=_children(inner, entry, here, options, fresh))
            one.fresh = here == fresh
            node.children.append(one)
    elif kind == "condition":
        node.value = value if isinstance(value, dict) else {}
    elif kind == "choice":
        node.value = value or ""
        known = dict(CHOICES.get(name, {}))
        node.options = choices or [(one, known.get(one, one)) for one in get_args(_bare(info.annotation))]
    elif kind == "texts":
        texts = [str(one) for one in value] if isinstance(value, list) else []
        node.value = texts
        # What the file names and the list doesn't have is shown too: it must not get lost.
        node.options = [*choices, *((one, one) for one in texts if one not in dict(choices))] if choices else ()
        # Where there is nothing to choose from, there is nothing to ask.
        node.kind = "picks" if choices else ("none" if name in options and not texts else "texts")
    elif kind == "flag":
        node.value = info.get_default() is True if value is None else value is True
    elif kind == "lines":
        node.value = [*value, "", ""][:2] if isinstance(value, list) else ["", ""]
    else:
        node.kind = "long" if name in LONG or name == "quote" else kind
        node.options = choices
        node.value = "" if value is None else value
    return node


def _children(model: type[BaseModel], value: Any, place: str, options: Options, fresh: str) -> list[Node]:
    given = value if isinstance(value, dict) else {}
    return [
        _node(name, info, given.get(name), f"{place}.{name}", options, fresh)
        for name, info in sorted(model.model_fields.items(), key=lambda pair: _LAST.get(pair[0], 0))
    ]


def _help(info: FieldInfo, label: str) -> str:
    """The schema's description, where it adds to the label."""
    text = info.description or ""
    bare = label.split("（", maxsplit=1)[0]
    return "" if bare in text or text in label or any(sign in text for sign in ("ID", "true", '"', "yaml")) else text


def _read_fields(
    model: type[BaseModel], form: Mapping[str, Any], fields: Sequence[str], prefix: str, options: Options
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in fields:
        info = model.model_fields[name]
        value = _read(info, form, f"{prefix}{name}", options)
        default = None if info.is_required() else info.get_default(call_default_factory=True)
        if value in (None, "", [], {}) and not (value == {} and _is_part(info)):
            continue
        if value == default or (isinstance(value, list) and tuple(value) == default):
            continue
        found[name] = value
    return found


def _is_part(info: FieldInfo) -> bool:
    return shape(info.annotation)[0] == "group"


def _read(info: FieldInfo, form: Mapping[str, Any], place: str, options: Options) -> Any:
    kind, inner = shape(info.annotation)
    match kind:
        case "group":
            if not info.is_required() and not form.get(f"{place}.?"):
                return None
            return _read_fields(inner, form, list(inner.model_fields), f"{place}.", options)
        case "list" | "evidence":
            names = list(inner.model_fields)
            return [_read_fields(inner, form, names, f"{place}.{at}.", options) for at in range(_count(form, place))]
        case "texts":
            if f"{place}.*" in form:
                return [one for one in _all(form, place) if one]
            return [line.strip() for line in _text(form, place).splitlines() if line.strip()]
        case "lines":
            first, last = _number(_text(form, f"{place}.0")), _number(_text(form, f"{place}.1"))
            return None if first == "" else [first, last if last != "" else first]
        case "flag":
            return bool(_text(form, place))
        case "number":
            return _number(_text(form, place))
        case "condition":
            return _condition(form, place)
        case _:
            return _text(form, place).strip()


def _condition(form: Mapping[str, Any], place: str) -> dict[str, Any]:
    """`{applicant: [small], areas: {min: 1}, deficit: true}` from the rows of a condition."""
    found: dict[str, Any] = {}
    for key in _all(form, f"{place}.keys"):
        if not key.replace("_", "").isalnum():
            continue
        kind = _text(form, f"{place}.{key}.kind")
        if kind == "choice":
            found[key] = [one for one in _all(form, f"{place}.{key}") if one]
        elif kind == "yes_no":
            found[key] = _text(form, f"{place}.{key}") != "no"
        else:
            bounds = {end: _number(_text(form, f"{place}.{key}.{end}")) for end in ("min", "max")}
            found[key] = {end: bound for end, bound in bounds.items() if bound != ""}
    return found


def _count(form: Mapping[str, Any], place: str) -> int:
    text = _text(form, f"{place}.#")
    return min(int(text), _MOST) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def _number(text: str) -> int | str:
    plain = text.strip().replace(",", "")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 16 else text.strip()


def _text(form: Mapping[str, Any], name: str) -> str:
    value = form.get(name, "")
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


def _all(form: Mapping[str, Any], name: str) -> list[str]:
    listed = form.getlist(name) if hasattr(form, "getlist") else [form[name]] if name in form else []
    return [one for one in listed if isinstance(one, str)]
