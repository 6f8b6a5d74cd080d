"""Small check tables as their authors write them: Markdown with a long list beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

OWN = ("law", "edition", "article", "effective", "checked_on", "source", "violation", "severity", "verified")
HEADS = ("type", "name", "label", "relevant", "constraint", "constraint_message", "calculation",
         *(f"bind::insp:{one}" for one in OWN))  # fmt: skip
BASIS = {
    "law": "气象灾害防御条例", "edition": "2017年10月7日修订（国务院令第687号）", "article": "第二十三条",
    "effective": "2017-10-07", "checked_on": "2026-11-20", "source": "存本", "violation": "未达到要求",
    "severity": "一般", "verified": "是",
}  # fmt: skip
OPEN_BASIS = BASIS | {"effective": "", "checked_on": "", "source": "", "verified": "待核"}
REPEALED = {"law": "防雷减灾管理办法", "edition": "2013年修订（中国气象局令第24号）"}


def check_line(name: str, label: str, **cells: str) -> dict[str, str]:
    own = {f"bind::insp:{one}": text for one, text in (BASIS | {k: v for k, v in cells.items() if k in OWN}).items()}
    rest = {key: text for key, text in cells.items() if key not in OWN}
    return {"type": "select_one verdict", "name": name, "label": label, **own, **rest}


USUAL = (
    {"type": "select_one_from_file stations.csv", "name": "station", "label": "所属台站"},
    {"type": "integer", "name": "depth", "label": "埋深（厘米）", "constraint": ". <= 500",
     "constraint_message": "埋深不超过500厘米。"},
    {"type": "calculate", "name": "metres", "calculation": "${depth} div 100"},
    check_line("earth", "接地电阻符合要求"),
    check_line("deep", "埋设深度符合要求", relevant="${depth} > 50"),
    check_line("label", "设有警示标识", **OPEN_BASIS),
)  # fmt: skip


def write_form(
    folder: Path,
    rows: Sequence[dict[str, str]] = USUAL,
    *,
    form: str = "earthing",
    title: str = "接地装置检查表",
    version: str = "2026.1",
    stations: int = 3,
) -> Path:
    """Write the form and its list of stations; return the form's path."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["| survey |" + " |" * len(HEADS), "| | " + " | ".join(HEADS) + " |"]
    lines += ["| | " + " | ".join(row.get(head, "") for head in HEADS) + " |" for row in rows]
    lines += ["| choices | | | |", "| | list_name | name | label |"]
    verdicts = (("conforms", "符合"), ("violates", "不符合"), ("not_applicable", "不涉及"), ("not_checked", "未检查"))
    lines += [f"| | verdict | {name} | {label} |" for name, label in verdicts]
    lines += ["| settings | | | |", "| | form_title | form_id | version |", f"| | {title} | {form} | {version} |"]
    path = folder / f"{form}.md"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    listed = "".join(f"s{number},第{number}台站\n" for number in range(1, stations + 1))
    (folder / "stations.csv").write_text("name,label\n" + listed, encoding="utf-8")
    return path
