"""The grammar of expressions: from text to a tree, or to a refusal that says where.

The part of XPath 1.0 that check tables use: literals, `${name}`, paths from the root, from the node itself, from
`current()` and into lists by `instance('...')`, with `*`, `..` and conditions in brackets; arithmetic, comparisons,
`and`/`or`, function calls. Axes, `//`, `|` and variables are refused by name. What a tree means is said in `xpath.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from inspector_desktop.errors import Refused

LONGEST = 4_000
DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Text:
    """A text in quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number."""

    value: float


@dataclass(frozen=True, slots=True)
class Named:
    """A question by name: `${name}`."""

    name: str
    at: int


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of a list: `instance('name')`."""

    name: str
    at: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: a name, `*`, `.` or `..`, and its conditions."""

    name: str
    conditions: tuple[Tree, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A path. `start` is `root`, `here`, `current`, a question by name (whose conditions are `own`), or a list."""

    start: str | Named | Listed
    steps: tuple[Step, ...]
    at: int
    own: tuple[Tree, ...] = ()


@dataclass(frozen=True, slots=True)
class Self:
    """`.`, the node that the expression belongs to."""


@dataclass(frozen=True, slots=True)
class Call:
    """A function and its arguments."""

    name: str
    arguments: tuple[Tree, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Negative:
    """Unary minus."""

    operand: Tree


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands: `or and = != < <= > >= + - * div mod`."""

    operator: str
    left: Tree
    right: Tree


Tree: TypeAlias = Text | Number | Named | Path | Self | Call | Negative | Binary

_NAME = r"[^\W\d][\w.-]*"
_TOKEN = re.compile(
    rf"""
      (?P<space>[ \t\r\n]+)
    | (?P<text>"[^"]*"|'[^']*')
    | (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    | (?P<reference>\$\{{\s*[^${{}}]*\}})
    | (?P<sign>!=|<=|>=|//|::|\.\.|[()\[\],/@.=<>+*|$-])
    | (?P<name>{_NAME}(?::{_NAME})?)
    """,
    re.VERBOSE,
)
_REFERENCE = re.compile(rf"\$\{{\s*({_NAME})\s*\}}\Z")
_LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
_BINDS = {operator: level for level, operators in enumerate(_LEVELS) for operator in operators}
_WORDS = {"or", "and", "div", "mod"}
_ENDS_OPERAND = {")", "]", ".", "..", "*"}


class Token(NamedTuple):
    """A piece of the text; `kind` is text, number, reference, name, sign, operator or end."""

    kind: str
    text: str
    at: int


def parse(text: str) -> Tree:
    """Return the tree of an expression. Raises `Refused` with the place (counted from 1) and the piece in question."""
    if len(text) > LONGEST:
        raise Refused("expression-too-long", longest=LONGEST)
    reader = _Reader(_tokens(text))
    tree = reader.binary(0)
    reader.expect("end", "")
    return tree


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    at = 0
    for found in _TOKEN.finditer(text):
        if found.start() != at:
            break
        kind, piece = str(found.lastgroup), found[0]
        # XPath 1.0, 3.7: after an operand a star is multiplication and a bare word is an operator.
        if kind != "space":
            if (piece == "*" or (kind == "name" and piece in _WORDS)) and _after_operand(tokens):
                kind = "operator"
            tokens.append(Token(kind, piece, at))
        at = found.end()
    if at < len(text):
        raise Refused("expression-character", at=at + 1, piece=text[at])
    tokens.append(Token("end", "", at))
    return tokens


def _after_operand(tokens: list[Token]) -> bool:
    if not tokens:
        return False
    last = tokens[-1]
    return last.kind in ("text", "number", "reference", "name") or (last.kind == "sign" and last.text in _ENDS_OPERAND)


class _Reader:
    """Recursive descent; `depth` keeps both the reading and the running within the machine's stack.

    Chains of operators (`a + b + c`) are read in a loop and run in a loop, so only brackets count as depth.
    """

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.position = 0
        self.depth = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.position]

    def take(self) -> Token:
        token = self.tokens[self.position]
        self.position += 1
        return token

    def accept(self, sign: str) -> bool:
        kind, text, _ = self.tokens[self.position]
        if text == sign and kind in ("sign", "operator"):
            self.position += 1
            return True
        return False

    def expect(self, kind: str, sign: str) -> Token:
        token = self.next
        if token.kind != kind or (sign and token.text != sign):
            raise _unexpected(token)
        return self.take()

    def binary(self, level: int) -> Tree:
        """Read operands joined by operators that bind at least as strongly as `level`."""
        left = self.unary()
        while True:
            token = self.tokens[self.position]
            binds = _BINDS.get(token.text, -1) if token.kind in ("sign", "operator") else -1
            if binds < level:
                return left
            self.position += 1
            left = Binary(token.text, left, self.binary(binds + 1))

    def unary(self) -> Tree:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Refused("expression-too-deep", deepest=DEEPEST)
        tree: Tree = Negative(self.unary()) if self.accept("-") else self.primary()
        self.depth -= 1
        return tree

    def primary(self) -> Tree:  # noqa: PLR0911  (one answer for each kind of token)
        token = self.take()
        if token.kind == "text":
            return Text(token.text[1:-1])
        if token.kind == "number":
            return Number(float(token.text))
        if token.kind == "reference":
            return self.reference(token)
        if token.kind == "name":
            return self.call(token) if self.next.text == "(" else self.here(token)
        if token.kind == "sign" and token.text == "(":
            tree = self.binary(0)
            self.expect("sign", ")")
            return tree
        if token.kind == "sign" and token.text == "." and self.next.text not in ("/", "["):
            return Self()
        if token.kind == "sign" and token.text in (".", "..", "*"):
            return self.here(token)
        if token.kind == "sign" and token.text == "/":
            return Path("root", self.steps(), token.at + 1)
        raise _unexpected(token)

    def reference(self, token: Token) -> Tree:
        found = _REFERENCE.match(token.text)
        if found is None:
            raise Refused("expression-reference", at=token.at + 1, piece=token.text)
        named = Named(found[1], token.at + 1)
        own = self.conditions()
        steps = self.steps() if self.accept("/") else ()
        return Path(named, steps, token.at + 1, own) if own or steps else named

    def here(self, token: Token) -> Tree:
        self.position -= 1
        return Path("here", self.steps(), token.at + 1)

    def call(self, token: Token) -> Tree:
        self.expect("sign", "(")
        arguments: list[Tree] = []
        if not self.accept(")"):
            arguments.append(self.binary(0))
            while self.accept(","):
                arguments.append(self.binary(0))
            self.expect("sign", ")")
        if token.text == "instance":
            if len(arguments) != 1 or not isinstance(arguments[0], Text):
                raise Refused("expression-arguments", at=token.at + 1, function="instance", count=len(arguments))
            start: str | Listed = Listed(arguments[0].value.strip(), token.at + 1)
        elif token.text == "current" and not arguments:
            start = "current"
        else:
            return Call(token.text, tuple(arguments), token.at + 1)
        if start == "current" and self.next.text != "/":
            return Path(start, (Step("."),), token.at + 1)
        self.expect("sign", "/")
        return Path(start, self.steps(), token.at + 1)

    def steps(self) -> tuple[Step, ...]:
        steps = [self.step()]
        while self.accept("/"):
            steps.append(self.step())
        return tuple(steps)

    def step(self) -> Step:
        token = self.take()
        sign = token.kind in ("sign", "operator") and token.text in ("*", ".", "..")
        if token.kind != "name" and not sign:
            raise _unexpected(token)
        return Step(token.text, self.conditions())

    def conditions(self) -> tuple[Tree, ...]:
        found: list[Tree] = []
        while self.accept("["):
            found.append(self.binary(0))
            self.expect("sign", "]")
        return tuple(found)


def _unexpected(token: Token) -> Refused:
    if token.kind == "end":
        return Refused("expression-ends", at=token.at + 1)
    if token.text in ("//", "::", "|", "@", "$"):
        return Refused("expression-unsupported", at=token.at + 1, piece=token.text)
    return Refused("expression-unexpected", at=token.at + 1, piece=token.text)
