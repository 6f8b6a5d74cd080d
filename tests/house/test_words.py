"""Every sentence the code asks for exists, gets the facts it needs, and keeps the rules of wording."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories.sources import modules, short, tree

from inspector_desktop import wording
from inspector_desktop.assets import resource

KNOWN = {"Refused", "Missing", "NotSignedIn", "Unreachable", "Disagreed", "Damaged", "Cancelled"}
ENTRIES = wording.read_catalogue(resource("wording", "zh-CN").glob("*.ftl")).entries
# 你单位 is how a statutory form addresses the unit; it stands on papers only.
NEVER = re.compile("你(?!单位)|[您！]|失败|非法|错误代码|总部|卷宗|临时检查|抽中机会|号签|锁定")
REFUSAL = re.compile(r"^(?:refused|warned|error)-")


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def asked() -> Iterator[tuple[Path, ast.Call, str]]:
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and node.args and called(node) in KNOWN | {"say"}:
                for key in literals(node.args[0]):
                    yield path, node, key


def needed(key: str) -> set[str]:
    text = ENTRIES[key]
    facts = set(re.findall(r"\$([\w-]+)", text))
    for other in re.findall(r"\{\s*(-?[a-zA-Z][\w-]*)\s*\}", text):
        facts |= needed(other) if other in ENTRIES else set()
    return facts


def test_every_key_the_code_names_has_its_text():
    missing = {f"{short(path)}:{node.lineno} {key}" for path, node, key in asked() if key not in ENTRIES}
    assert not missing, "\n".join(sorted(missing))


def test_every_sentence_gets_the_facts_it_needs():
    lacking = []
    for path, node, key in asked():
        given = {word.arg for word in node.keywords}
        if key in ENTRIES and None not in given and (lack := needed(key) - given):
            lacking.append(f"{short(path)}:{node.lineno} {key} lacks {', '.join(sorted(lack))}")
    assert not lacking, "\n".join(lacking)


def test_every_family_of_keys_put_together_in_code_exists():
    unknown = []
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and node.args and called(node) in KNOWN | {"say"}:
                key = node.args[0]
                if isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
                    stem = str(key.values[0].value)
                    if not any(name.startswith(stem) for name in ENTRIES):
                        unknown.append(f"{short(path)}:{node.lineno} {stem}…")
    assert not unknown, "\n".join(unknown)


@pytest.mark.parametrize("key", ["refused-two-officers", "record-uploaded", "rail-sync"])
def test_the_facts_a_text_needs_are_found(key):
    assert needed(key) == {"refused-two-officers": {"count"}, "record-uploaded": {"photos"}, "rail-sync": set()}[key]


def test_no_text_says_what_wording_never_says():
    said = {key: found[0] for key, text in ENTRIES.items() if (found := NEVER.search(text.partition("=")[2]))}
    assert said == {}


def test_a_refusal_says_where_before_what_and_ends_as_a_sentence():
    broken = {}
    for key, text in ENTRIES.items():
        if REFUSAL.match(key) and "->" not in text:
            body = " ".join(text.partition("=")[2].split())
            where, colon, rest = body.partition("：")
            if not colon or len(where) > 20 or not rest or not body.endswith(("。", "”。")):
                broken[key] = body
    assert broken == {}


def test_a_text_uses_chinese_marks():
    western = {
        key: text for key, text in ENTRIES.items() if re.search(r"[\u4e00-\u9fff][,;!?]", text.partition("=")[2])
    }
    assert western == {}
