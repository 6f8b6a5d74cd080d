#!/usr/bin/env python3
"""抽取记录验算程序（格式 ticket-v1）。只用 Python 3.9 以上的标准库，单文件，可离线运行。

用法：python verify_draw.py 抽取记录.json [更多抽取记录 …] [--key 公钥指纹] [--keys keys.json] [--signature 签名文件]
一份记录：逐步重算，并核验旁边的签名（7.json 旁的 7.sig.json）。几份：另查编号是否连续、前后是否相接。
退出码：0 已验算，1 未通过。本程序只依公布的规则写成，与抽取程序没有共用的代码。
"""

import gc
import hashlib
import json
import re
import sys
from bisect import bisect_left
from collections import Counter
from math import comb, isqrt

from verify_signature import Refused, about, judge, read, read_arguments  # 发布时并入本文件

NAMES = {
    "form": "格式", "commitment": "封存码", "seed": "随机号码", "result": "抽取结果", "changes": "递补替换",
    "void": "作废", "opened": "公开的名称", "digest": "摘要", "chain": "前后次序", "signature": "签名",
}
WHOLE = 10**6

class Bad(Exception):
    """第一个参数是未通过的步骤，第二个是说明。"""

def need(true, step, why):
    if not true:
        raise Bad(step, why)

def sha(data):
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode("utf-8")).hexdigest()

def C(v):
    """本格式的值按 RFC 8785 的唯一写法：check_value 通过以后，json 的写法就是它。"""
    return json.dumps(v, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")

# ---- 格式：每个检查函数收一个值，合规返回真 ----------------------------------------------------------
def fits(pattern):
    compiled = re.compile(pattern)
    return lambda v: type(v) is str and compiled.fullmatch(v) is not None

ID_, CODE_, HEX_, HIDDEN_ = "[0-9A-Z][0-9A-Z.-]{0,63}", "[a-z][a-z0-9-]{0,31}", "[0-9a-f]{64}", "(?:[0-9a-f]{64})?"
STRING_ = r'[^"\\\x00-\x1f\x7f]*(?:\\["\\][^"\\\x00-\x1f\x7f]*)*'  # 文件里引号之间的写法
CODES_ = '(?:"%s"(?:,"%s")*)?' % (CODE_, CODE_)
ID, CODE, HEX, HIDDEN = map(fits, (ID_, CODE_, HEX_, HIDDEN_))
NONCE = fits("[0-9a-f]{32}")
TIME = fits("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
KEY = fits("[0-9a-z][0-9a-z_]{0,63}")
FOREIGN = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")

def kind(of):
    return lambda v: type(v) is of

STRING, BOOL, OBJECT, ARRAY = map(kind, (str, bool, dict, list))
TEXT = fits("(?s).+")

def num(low, high):
    return lambda v: type(v) is int and low <= v <= high

def one_of(*values):
    return lambda v: type(v) is str and v in values

def either(*checks):
    return lambda v: any(check(v) for check in checks)

def many(check):
    return lambda v: type(v) is list and all(check(x) for x in v)

def set_of(check):
    return lambda v: many(check)(v) and len(v) == len(set(v))

def shape(**keys):
    return lambda v: type(v) is dict and set(v) == set(keys) and all(check(v[k]) for k, check in keys.items())

def rising(ids):
    return all(map(str.__lt__, ids, ids[1:]))

def rising_by_id(check):
    return lambda v: many(check)(v) and rising([x["id"] for x in v])

PPM = num(0, WHOLE)
PART = shape(count=num(1, 100), min=num(0, 999999), max=num(0, 999999), set=BOOL)
STRATUM = shape(
    id=CODE, take=one_of("ratio", "pool", "count", "all"), ratio_ppm=PPM, count=num(0, 10**9), minimum=num(0, 10**9),
    batches=num(1, 10**6), items_fixed=set_of(ID), items_pool=set_of(ID), items_count=num(0, 2**53 - 1),
)
FROZEN = shape(
    format=one_of("ticket-v1"), bureau=ID, note=OBJECT, number=num(1, 999999), previous=HEX,
    kind=one_of("first", "supplement", "replacement"), of=HIDDEN, salt=NONCE, frozen_at=TIME,
    source=shape(name=TEXT, event_at=TIME, parts=many(PART)), strata=many(STRATUM), floor_ppm=PPM,
    top_up=set_of(STRING),
    objects=rising_by_id(shape(id=ID, label=HIDDEN, stratum=STRING, area=STRING, needs=set_of(CODE))),
    excluded=rising_by_id(shape(id=ID, label=HIDDEN, stratum=STRING, rule=CODE, grounds=HIDDEN)),
    officers=rising_by_id(shape(id=ID, label=HIDDEN, persons=num(1, 99), areas=set_of(TEXT), skills=set_of(CODE))),
    officers_out=rising_by_id(shape(id=ID, rule=CODE, grounds=HIDDEN)),
    groups=shape(count=num(0, 10**6), size=num(1, 99), rest=one_of("reserve", "join")),
    barred=many(many(ID)),
)
SEED = shape(digits=STRING, entered=many(shape(by=TEXT, digits=STRING)), opened_at=TIME, witnesses=many(TEXT))
CHANGE = shape(**{
    "what": one_of("object", "officer"), "at": TIME, "out": ID, "in": fits("(?:%s)?" % ID_), "reason": CODE,
    "approver": TEXT, "objects": set_of(ID),
})
VOID = shape(at=TIME, reason=TEXT, approver=TEXT, event=one_of("held", "before", "not-held"))
TRANSCRIPT = shape(
    format=one_of("ticket-v1"), frozen=FROZEN, commitment=HEX, seed=either(shape(), SEED), result=OBJECT,
    changes=many(CHANGE), void=either(shape(), VOID), opened=OBJECT, anchors=ARRAY, digest=HEX,
)

# 成千上万行的名单和公开的名称另有快路：整段文本若恰由合规的行首尾相接而成（各行长度之和等于全长），即逐行合规，不必
# 逐行再查；否则照常逐行检查。每一段：检查以后一行化为元组，各项依此排列；文件中这一段的开头、跟在后面的、取出后留在
# 原处的记号；一行里固定的文字和各项的写法。
LISTS = {
    "objects": (("id", "stratum", "area", "needs", "label"), '"objects":[', '],"of":', '"#objects#"', ',{"area":"',
                STRING_, '","id":"', ID_, '","label":"', HIDDEN_, '","needs":[', CODES_, '],"stratum":"', CODE_, '"}'),
    "excluded": (("id", "stratum", "rule", "grounds", "label"), '"excluded":[', '],"floor_ppm":', '"#excluded#"',
                 ',{"grounds":"', HIDDEN_, '","id":"', ID_, '","label":"', HIDDEN_, '","rule":"', CODE_, '","stratum":"',
                 CODE_, '"}'),
    "opened": ((), '"opened":{', '},"result":', '"#opened#":""', ',"', HEX_, '":["', "[0-9a-f]{32}", '","', STRING_, '"]'),
}

def rows(f):
    """名单化为元组。"""
    return dict(f, **{name: [x if type(x) is tuple else tuple(x[k] for k in keys) for x in f[name]]
                      for name, (keys, *_) in LISTS.items() if keys})

def lift(text, name):
    """把名单 name 从文本中取出，原处换成记号；返回 (余下的文本, 各列, 取出的字节数)。不能确定逐行合规时返回 None。"""
    _, begins, ends, mark, *line = LISTS[name]
    start = text.find(begins + line[0][1:]) + len(begins)
    end = text.find(ends, start)
    if start < len(begins) or end < 0 or mark in text:
        return None
    part = "," + text[start:end]
    pattern = "".join("(%s)" % x if i % 2 else re.escape(x) for i, x in enumerate(line))
    columns = list(zip(*re.findall(pattern, part)))
    if not columns or len(part) != len(columns[0]) * sum(map(len, line[::2])) + sum(sum(map(len, c)) for c in columns):
        return None
    return text[:start] + mark + text[end:], columns, len(part.encode("utf-8")) - 1

def check_value(v, depth):
    if type(v) in (list, dict):
        need(depth <= 16, "form", "层次过深")
        for x in v.values() if type(v) is dict else v:
            check_value(x, depth + 1)
        need(type(v) is list or all(KEY(k) for k in v), "form", "键名不合规定")
    elif type(v) is str:
        need(not FOREIGN.search(v), "form", "字符不合规定")
    else:
        need(type(v) is bool or (type(v) is int and 0 <= v < 2**53), "form", "数值不合规定")

def load_lifted(data):
    """快路：取出名单，检查余下的，再把名单放回；不能确定合规时返回 None。另返回公开的名称在文件中的字节数。"""
    rest, lists, size = data.decode("utf-8"), {}, 0
    for name in LISTS:
        if lifted := lift(rest, name):
            rest, lists[name], size = lifted
    t = json.loads(rest) if lists else {}
    f = t.get("frozen") if type(t) is dict else None
    if type(f) is not dict or C(t) + b"\n" != rest.encode("utf-8"):
        return None
    opened = lists.pop("opened", None)
    if any(f.get(name) != ["#%s#" % name] or not rising(lists[name][1]) for name in lists) or opened and (
            t.get("opened") != {"#opened#": ""} or not rising(opened[0])):
        return None
    t.update({"opened": {}} if opened else {})
    check_value(t, 1)
    f.update((name, []) for name in lists)
    sets = ["[%s]" % x for x in set(lists["objects"][3])] if "objects" in lists else []
    if not TRANSCRIPT(t) or not all(set_of(CODE)(json.loads(x)) for x in sets):
        return None
    if "objects" in lists:
        areas, ids, labels, needs, strata = lists["objects"]
        area = {x: json.loads('"%s"' % x) for x in set(areas)}
        some = {x: json.loads("[%s]" % x) for x in set(needs)}
        f["objects"] = list(zip(ids, strata, map(area.get, areas), map(some.get, needs), labels))
    if "excluded" in lists:
        grounds, ids, labels, rules, strata = lists["excluded"]
        f["excluded"] = list(zip(ids, strata, rules, grounds, labels))
    if opened:
        opened[2] = [json.loads('"%s"' % x) if "\\" in x else x for x in opened[2]]
        t["opened"] = dict(zip(opened[0], zip(*opened[1:])))
    return t, size + 2 if opened else 0

def load(data):
    """返回 (内容, 公开的名称在文件中的字节数)。"""
    try:
        t, size = load_lifted(data) or (None, 0)
        if not t:
            t = json.loads(data.decode("utf-8"))
            check_value(t, 1)
            need(C(t) + b"\n" == data, "form", "不是规定的唯一写法")
            need(TRANSCRIPT(t), "form", "键、类型或取值不合规定")
    except (ValueError, RecursionError):
        raise Bad("form", "不是规定格式的文件") from None
    f = t["frozen"] = rows(t["frozen"])
    need(t["seed"] == {} or len(t["seed"]["entered"]) == 2, "form", "须两人录入")
    for pair in () if size else t["opened"].values():
        need(many(STRING)(pair) and len(pair) == 2 and NONCE(pair[0]), "form", "公开的名称不合规定")
    check_frozen(f)
    return t, size or len(C(t["opened"]))

def check_frozen(f):
    def ok(true, why):
        need(true, "form", why)

    ok((f["number"] == 1) == (f["previous"] == "0" * 64), "上次封存码")
    ok((f["kind"] == "first") == (f["of"] == ""), "所补充或替换的抽取")
    ok(f["source"]["parts"], "没有号码")
    ways = 1
    for p in f["source"]["parts"]:
        span = p["max"] - p["min"] + 1
        ok(p["min"] < p["max"] and (not p["set"] or p["count"] <= span), "号码范围")
        ways = min(10**7, ways * (comb(span, p["count"]) if p["set"] else span ** p["count"]))
    ok(ways >= 10**7, "可能的号码少于一千万种")
    strata = [s["id"] for s in f["strata"]]
    ok(strata and len(set(strata)) == len(strata), "类别")
    for s in f["strata"]:
        ok(not set(s["items_fixed"]) & set(s["items_pool"]), "事项重复")
        ok(s["items_count"] <= len(s["items_pool"]), "事项数")
    known = set(strata)
    ok(all(name in known for name in f["top_up"]), "类别不存在")
    ok({o[1] for o in f["objects"]} | {o[1] for o in f["excluded"]} <= known, "类别不存在")
    excluded, officers = {o[0] for o in f["excluded"]}, {o["id"] for o in f["officers"]}
    named = excluded.union(*f["barred"])
    objects = {o[0] for o in f["objects"] if o[0] in named}  # 只留要查的
    ok(not objects & excluded, "对象两处重复")
    ok(not officers & {o["id"] for o in f["officers_out"]}, "人员两处重复")
    ok(f["groups"]["count"] * f["groups"]["size"] <= len(officers), "人员不足")
    ok(all(len(b) == 2 and b[0] in officers and b[1] in objects for b in f["barred"]), "回避")
    ok(all(a < b for a, b in zip(f["barred"], f["barred"][1:])), "回避次序")

# ---- 随机号码与随机值 --------------------------------------------------------------------------------
def check_digits(parts, digits):
    need(re.fullmatch("[0-9]*", digits), "seed", "随机号码须为数字")
    for p in parts:
        width = len(str(p["max"]))
        here, digits = digits[: width * p["count"]], digits[width * p["count"]:]
        need(len(here) == width * p["count"], "seed", "随机号码位数不足")
        numbers = [int(here[i:i + width]) for i in range(0, len(here), width)]
        need(all(p["min"] <= n <= p["max"] for n in numbers), "seed", "随机号码超出范围")
        need(not p["set"] or all(a < b for a, b in zip(numbers, numbers[1:])), "seed", "随机号码未从小到大")
    need(digits == "", "seed", "随机号码位数过多")

def ticket(seed, *what):
    return sha("ticket-v1\n" + seed + "\n" + "\n".join(what))

def first(seed, kind, ids, most):
    """按随机值、编号排在最前的 most 个：[(随机值, 编号)]。随机值都是 64 位，连写后的次序就是这个次序；几乎必在 bound 以内，不够时全排。"""
    begun, line = hashlib.sha256(("ticket-v1\n%s\n%s\n" % (seed, kind)).encode()), []
    for name in ids:
        one = begun.copy()
        one.update(name.encode())
        line.append(one.hexdigest() + name)
    bound = "%064x" % min(2**256 - 1, 2**256 * (most + 8 * isqrt(most) + 64) // max(1, len(line)))
    few = [x for x in line if x < bound]
    return [(x[:64], x[64:]) for x in sorted(few if len(few) >= most else line)[:most]]

# ---- 抽取 --------------------------------------------------------------------------------------------
def up(x):
    return (x + WHOLE - 1) // WHOLE

def count_quotas(f):
    rows = []
    inside, outside = Counter(o[1] for o in f["objects"]), Counter(o[1] for o in f["excluded"])
    for s in f["strata"]:
        eligible = inside[s["id"]]
        register = eligible + outside[s["id"]]
        part = register * s["ratio_ppm"]
        due = {"all": eligible, "count": s["count"], "pool": part // WHOLE,
               "ratio": max(s["minimum"], up(part)) if part else 0}[s["take"]]
        rows.append({"stratum": s["id"], "register": register, "eligible": eligible, "due": due})
    pool = [i for i, s in enumerate(f["strata"]) if s["take"] == "pool"]
    parts = {i: rows[i]["register"] * f["strata"][i]["ratio_ppm"] for i in pool}
    while sum(rows[i]["due"] for i in pool) < up(sum(parts.values())):
        best = max((i for i in pool if rows[i]["due"] == parts[i] // WHOLE), key=lambda i: (parts[i] % WHOLE, -i))
        rows[best]["due"] += 1
    for row in rows:
        row["taken"] = min(row["due"], row["eligible"])
    floor = up(sum(row["register"] for row in rows) * f["floor_ppm"])
    for name in f["top_up"]:
        row = next(row for row in rows if row["stratum"] == name)
        while row["taken"] < row["eligible"] and sum(r["taken"] for r in rows) < floor:
            row["taken"] += 1
    return rows

class Rules:
    """第 5 条：某组能否承担某对象。"""

    def __init__(self, f):
        self.officer = {o["id"]: o for o in f["officers"]}
        ids = [o[0] for o in f["objects"]]
        self.thing = lambda name: f["objects"][bisect_left(ids, name)]
        self.barred = {tuple(b) for b in f["barred"]}
        self.closed = {name for _, name in self.barred}

    def may(self, team, name):
        _, _, area, needs, _ = self.thing(name)
        for m in team:
            areas = self.officer[m]["areas"]
            if (m, name) in self.barred or not (area == "" or area in areas or "*" in areas):
                return False
        return all(any(n in self.officer[m]["skills"] for m in team) for n in needs)

    def takers(self, teams, order):
        """能承担每一对象的组，按组号；没有回避的，同样的区域和要求只算一次。"""
        kinds, found = {}, {}
        for name in order:
            key = name if name in self.closed else (self.thing(name)[2], *self.thing(name)[3])
            if key not in kinds:
                kinds[key] = tuple(g for g, team in enumerate(teams, 1) if self.may(team, name))
            found[name] = kinds[key]
        return found

    def persons(self, team):
        return sum(self.officer[m]["persons"] for m in team)

def assign(order, teams, rules):
    """第 6 条，逐字照做：held[g] 是第 g 组现有的对象，按次序。"""
    rank = {name: i for i, name in enumerate(order)}
    takers = rules.takers(teams, order)
    held, load = [set() for _ in range(len(teams) + 1)], [len(order)] + [0] * len(teams)
    for o in order:
        found, note, done, i = list(takers[o]), {}, {takers[o]}, 0
        if not found:
            continue
        while i < len(found) and min(load) not in map(load.__getitem__, found):
            for p in sorted(held[found[i]], key=rank.get):
                if takers[p] not in done:  # 否则能承担它的组都已找到
                    done.add(takers[p])
                    new = [g for g in takers[p] if g not in found]
                    found += new
                    note.update((g, (found[i], p)) for g in new)
            i += 1
        g = min(found, key=load.__getitem__)  # 家数相同的，先找到的在前
        load[g] += 1
        while g in note:
            source, p = note[g]
            held[source].remove(p)
            held[g].add(p)
            g = source
        held[g].add(o)
    return {p: g for g, things in enumerate(held) for p in things}

def make_draw(f, seed, leaving):
    """leaving：递补替换的次数，候补对象最多用到这么多。"""
    rules = Rules(f)
    rows = count_quotas(f)
    picked, spare = [], {}
    names = {s["id"]: [] for s in f["strata"]}
    for o in f["objects"]:
        names[o[1]].append(o[0])
    for s, row in zip(f["strata"], rows):
        line = first(seed, "object", names[s["id"]], row["taken"] + leaving)
        spare[s["id"]] = [name for _, name in line[row["taken"]:]]
        for position, (t, name) in enumerate(line[:row["taken"]], 1):
            pool = sorted((ticket(seed, "item", name, item), item) for item in s["items_pool"]) if s["items_count"] else []
            picked.append({
                "id": name, "ticket": t, "stratum": s["id"], "position": position,
                "batch": (position - 1) * s["batches"] // row["taken"] + 1,
                "items": s["items_fixed"] + [item for _, item in pool[:s["items_count"]]],
            })
    picked.sort(key=lambda p: (p["ticket"], p["id"]))
    officers = [name for _, name in sorted((ticket(seed, "officer", m), m) for m in rules.officer)]
    count, size = f["groups"]["count"], f["groups"]["size"]
    teams = [officers[g * size:(g + 1) * size] for g in range(count)]
    reserve = officers[count * size:]
    if f["groups"]["rest"] == "join" and count:
        for i, name in enumerate(reserve):
            teams[i % count].append(name)
        reserve = []
    need(all(rules.persons(team) >= 2 for team in teams), "result", "有一组不足 2 人")
    where = assign([p["id"] for p in picked], teams, rules)
    for p in picked:
        p["group"] = where.get(p["id"], 0)
    return {
        "seed": seed, "quotas": rows, "groups": teams, "reserve": reserve, "objects": picked,
        "unmatched": [p["id"] for p in picked if not p["group"]] if count else [],
    }, spare, rules

# ---- 递补替换 ----------------------------------------------------------------------------------------
def check_changes(t, result, spare, rules):
    def ok(true, why):
        need(true, "changes", why)

    teams = {0: []}
    teams.update(enumerate(result["groups"], 1))
    group = {p["id"]: p["group"] for p in result["objects"]}
    team = {name: list(teams[g]) for name, g in group.items()}
    gone, times, clock = set(), {}, t["seed"]["opened_at"]
    for c in t["changes"]:
        ok(clock <= c["at"], "时间倒退")
        clock, out = c["at"], c["out"]
        if c["what"] == "object":
            ok(c["objects"] == [] and out in group, "对象未抽中或已退出")
            old = group.pop(out)
            del team[out]
            line = spare[rules.thing(out)[1]]
            new = line.pop(0) if line else ""
            if new:
                if old == 0 or not rules.may(teams[old], new):
                    loads = list(group.values())
                    able = [(loads.count(g), g) for g in teams if g and rules.may(teams[g], new)]
                    old = min(able)[1] if able else 0
                group[new] = old
                team[new] = list(teams[old])
        else:
            ok(c["objects"] and all(o in team and out in team[o] for o in c["objects"]), "人员不在组内")
            gone.add(out)
            able = [
                (times.get(m, 0), i, m) for i, m in enumerate(result["reserve"])
                if m not in gone and all(m not in team[o] for o in c["objects"])
                and all(rules.may([m if x == out else x for x in team[o]], o) for o in c["objects"])
            ]
            new = min(able)[2] if able else ""
            for o in c["objects"]:
                team[o] = [x for x in (new if x == out else x for x in team[o]) if x]
            times[new] = times.get(new, 0) + 1
        ok(new == c["in"], "递补的不是次序上的下一个")
    return team

# ---- 一份记录、几份记录 ------------------------------------------------------------------------------
def verify(data):
    """验算一份记录；未通过时抛出 Bad。返回记录内容。"""
    t, size = load(data)
    f, seed, void = t["frozen"], t["seed"], t["void"]
    # 文件已是唯一写法，所以名单就在其余各项之间，摘要就在它前面的各项之后
    before = C({k: v for k, v in t.items() if k < "frozen"})
    after = C({k: v for k, v in dict(t, opened={}).items() if k > "frozen"})
    starts, ends = len(before) + len('"frozen":'), len(data) - len(after) + len("{}") - size - 1
    need(sha(data[starts:ends]) == t["commitment"], "commitment", "重算的封存码不同")
    event = f["source"]["event_at"]
    need(f["frozen_at"] < event, "seed", "封存不早于公开活动")
    need((bool(void) and void["event"] != "held") == (seed == {}), "void", "随机号码与作废情形不符")
    if seed:
        need(event <= seed["opened_at"], "seed", "录入早于公开活动")
        a, b = seed["entered"]
        need(a["by"] != b["by"] and a["digits"] == b["digits"] == seed["digits"], "seed", "两人录入不一致")
        check_digits(f["source"]["parts"], seed["digits"])
        start = sha("ticket-v1\nseed\n" + t["commitment"] + "\n" + seed["digits"])
        result, spare, rules = make_draw(f, start, len(t["changes"]))
        need(C(result) == C(t["result"]), "result", "重算的结果不同")
        check_changes(t, result, spare, rules)
    else:
        need(t["result"] == {} and t["changes"] == [], "void", "不能有结果和递补")
    if void:
        right = {"held": seed != {} and void["at"] >= seed.get("opened_at", ""),
                 "before": void["at"] < event, "not-held": void["at"] >= event}[void["event"]]
        need(right, "void", "作废时间与作废情形不符")
    hidden = {o[k] for name in ("officers", "officers_out") for o in f[name] for k in ("label", "grounds") if k in o}
    hidden.update((o[4] for o in f["objects"]), (x for o in f["excluded"] for x in o[3:]))
    need(all(k in hidden and sha(n + "\n" + x) == k for k, (n, x) in t["opened"].items()), "opened", "名称与封存时不同")
    cut = len(C({k: v for k, v in t.items() if k < "digest"})) - 1
    need(sha(data[:cut] + data[cut + len(',"digest":""') + 64:-1]) == t["digest"], "digest", "重算的摘要不同")
    return t

def verify_chain(records):
    line = sorted(records, key=lambda t: t["frozen"]["number"])
    need(len({t["frozen"]["bureau"] for t in line}) == 1, "chain", "不是同一单位的记录")
    before, earlier = "0" * 64, set()
    for number, t in enumerate(line, 1):
        f = t["frozen"]
        need(f["number"] == number, "chain", "第 %d 次抽取没有记录，或有两份" % number)
        need(f["previous"] == before, "chain", "第 %d 次抽取没有接上前一次" % number)
        need(f["of"] == "" or f["of"] in earlier, "chain", "第 %d 次抽取所补充或替换的抽取不在前面" % number)
        before = t["commitment"]
        earlier.add(before)

def main(arguments):
    asked = read_arguments(arguments)
    if not asked:
        print(__doc__)
        return 1
    records, said = [], []
    gc.disable()  # 名单很长时，反复清理内存要多花几秒
    try:
        for path, beside, keys, pin in asked:
            data = read(path)
            records.append(verify(data))
            said += [judge(data, records[-1]["frozen"], beside and read(beside), keys and read(keys), pin)]
        if len(records) > 1:
            verify_chain(records)
    except (Bad, Refused) as bad:
        where = "" if len(asked) == 1 or bad.args[0] == "chain" else path + "："
        print("未通过：%s（%s）：%s" % (NAMES[bad.args[0]], bad.args[0], where + bad.args[1]))
        return 1
    print("已验算：%d 份记录" % len(records))
    for t, lines in zip(records, said):
        print("\n  ".join([*about(t), *lines]))
    print("已证明：结果由名单和随机号码得出。未证明：名单和人员齐全、活动真实、佐证以外的先后次序。")
    return 0


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main(sys.argv[1:]))
