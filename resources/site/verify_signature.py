"""抽取记录旁签名文件的核验：Ed25519（RFC 8032，严格）、签名文件、公钥名单。

发布时全文并入 verify_draw.py，成为单独一个文件；只用标准库，只依公布的规则写成。
"""

import hashlib
import json
import os
import re

# ---- Ed25519：RFC 8032 第 5.1.7 条，不乘余因子；S < L；公钥写法唯一、不是小阶点 ----------------------
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P

def add(a, b):
    """扩展坐标 (X, Y, Z, T) 的两点相加，第 5.1.4 条。"""
    m, n = (a[1] - a[0]) * (b[1] - b[0]), (a[1] + a[0]) * (b[1] + b[0])
    t, z = 2 * D * a[3] * b[3], 2 * a[2] * b[2]
    e, f, g, h = n - m, z - t, z + t, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P

def times(k, point):
    total = (0, 1, 1, 0)
    while k:
        total, point, k = add(total, point) if k & 1 else total, add(point, point), k >> 1
    return total

def point_of(data):
    """32 字节的点，第 5.1.3 条；写法不唯一或是小阶点的，返回 None。"""
    y, sign = int.from_bytes(data, "little") % 2**255, data[31] >> 7
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * v**3 * pow(u * v**7, (P - 5) // 8, P) % P
    if (v * x * x - u) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (v * x * x - u) % P or (x == 0 and sign):
        return None
    x = x if x % 2 == sign else P - x
    point = (x, y, 1, x * y % P)
    eightfold = times(8, point)
    return None if eightfold[0] == 0 and eightfold[1] == eightfold[2] else point


BASE = point_of(bytes.fromhex("58" + "66" * 31))

def ed25519(key, signature, message):
    """签名是否成立。"""
    if len(key) != 32 or len(signature) != 64:
        return False
    a, s = point_of(key), int.from_bytes(signature[32:], "little")
    if a is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    x, y, z, _ = add(times(s, BASE), times(k, (P - a[0], a[1], 1, P - a[3])))
    z = pow(z, -1, P)
    return (y * z % P | (x * z % P % 2) << 255).to_bytes(32, "little") == signature[:32]

# ---- 签名文件和公钥名单：写法唯一，所以整个文件合于一个样式 ------------------------------------------
BUREAU, KEYS = '"bureau":"([0-9A-Z][0-9A-Z.-]{0,63})"', r'\[((?:"[0-9a-f]{%d}"(?:,"[0-9a-f]{%d}")*)?)\]'
SIGNATURE_FILE = re.compile(
    r'\{%s,"file_sha256":"([0-9a-f]{64})","format":"ticket-v1-signature","key":"([0-9a-f]{64})",'
    r'"key_id":"([0-9a-f]{32})","number":([1-9][0-9]{0,5}),("signature":"([0-9a-f]{128})",)'
    r'"signed_at":"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)"\}\n' % BUREAU)
TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
HANDOVER = r'\{"at":"(%s)","key":"([0-9a-f]{64})","next":"([0-9a-f]{64})","signature":"((?:[0-9a-f]{128})?)"\}' % TIME
KEYS_FILE = re.compile(
    r'\{%s,"format":"keys-1",(?:"former":\[(%s(?:,%s)*)\],)?"headquarters":"([0-9a-f]{64})","keys":%s,'
    r'"known_until":"([0-9]{4}-[0-9]{2}-[0-9]{2})","revoked":%s,("signature":"([0-9a-f]{128})",)"stopped":%s\}\n'
    % (BUREAU, *[re.sub(r"\((?!\?)", "(?:", HANDOVER)] * 2, KEYS % (64, 64), KEYS % (16, 16), KEYS % (64, 64)))

class Refused(Exception):
    """签名或读文件未通过：步骤和说明。"""

def fingerprint(key):
    """公钥的指纹：SHA-256 的前 32 个十六进制数字。"""
    return hashlib.sha256(bytes.fromhex(key)).hexdigest()[:32]

def fours(text):
    return " ".join(text[i:i + 4] for i in range(0, len(text), 4))

def signed_by(key, found, group, domain):
    """签名盖住的是：一行名目，然后是去掉签名一项的文件（不含末尾换行）。"""
    text = found.string
    stated = domain + "\n" + text[:found.start(group)] + text[found.end(group):-1]
    return ed25519(bytes.fromhex(key), bytes.fromhex(found[group + 1]), stated.encode())

def read_keys(data):
    """公钥名单：(单位, 局服务器公钥, 各设备公钥, 停用的公钥, 截至, 局服务器的各次交接)。"""
    found = KEYS_FILE.fullmatch(data.decode("latin-1"))
    if not found or not signed_by(found[3], found, 7, "keys-1"):
        raise Refused("signature", "公钥名单不合格式，或它自己的签名不符")
    former = re.findall(HANDOVER, found[2] or "")
    passed = [one[1] for one in former] + [found[3]]
    if [one[2] for one in former] != passed[1:] or len(set(passed)) < len(passed) or not all(
            one[0] < later[0] for one, later in zip(former, former[1:])) or not all(
            not proof or ed25519(bytes.fromhex(key), bytes.fromhex(proof), (
                'handover-1\n{"at":"%s","key":"%s","next":"%s"}' % (at, key, following)).encode())
            for at, key, following, proof in former):
        raise Refused("signature", "公钥名单里局服务器公钥的交接不相接，或签名不符")
    keys, stopped = ([one.strip('"') for one in found[i].split(",")] for i in (4, 9))
    return found[1], found[3], keys, stopped, found[5], former

def trusted(known, pin):
    """给定的指纹（或公钥）是不是签这份名单的那一把，或是逐次签名交接到它的前一把。"""
    for i in range(len(known[5]), -1, -1):
        key = known[5][i][1] if i < len(known[5]) else known[1]
        if i < len(known[5]) and not known[5][i][3]:
            return False  # 声明遗失的，不能由它接到后面
        if pin in (key, fingerprint(key)):
            return True
    return False

def standing(known, bureau, key, signed_at):
    """名单里这是谁的公钥；不得签这份记录的抛出 Refused。"""
    if known[0] == bureau:
        for at, old, _, proof in known[5]:
            if key == old and not proof:
                raise Refused("signature", "签名的公钥已声明遗失或者泄露，它签的一律不能采信")
            if key == old and signed_at >= at:
                raise Refused("signature", "签名的公钥已经交接停用，签名时间在交接之后")
            if key == old:
                return "局服务器在交接以前"
        if key not in known[3] and (key == known[1] or key in known[2]):
            return "局服务器" if key == known[1] else "本局的一台设备"
    raise Refused("signature", "签名的公钥已停用，或不在截至 %s 的公钥名单里" % known[4])

def judge(data, frozen, signature=None, keys=None, pin=""):
    """核验一份记录的签名，返回要说的话；未通过时抛出 Refused。"""
    bureau, number = frozen["bureau"], frozen["number"]
    known = read_keys(keys) if keys is not None else None
    if known and pin and not trusted(known, pin):
        raise Refused("signature", "公钥名单不是给定指纹的公钥所签，也不是由它交接而来")
    if signature is None:
        if known or pin:
            raise Refused("signature", "给了公钥，记录旁却没有签名文件")
        return ["签名：没有给出签名文件。未证明：见证人、作废、存证、公开的名称等，只凭文件自述。"]
    found = SIGNATURE_FILE.fullmatch(signature.decode("latin-1"))
    if not found:
        raise Refused("signature", "签名文件不合格式")
    key = found[3]
    if found[4] != fingerprint(key):
        raise Refused("signature", "签名文件里的公钥与它的指纹不符")
    if found[2] != hashlib.sha256(data).hexdigest():
        raise Refused("signature", "签名文件签的不是这个文件，或文件已改动")
    if (found[1], int(found[5])) != (bureau, number):
        raise Refused("signature", "签名文件的单位或编号与记录不同")
    if not signed_by(key, found, 6, "ticket-v1-signature"):
        raise Refused("signature", "签名与公钥不符")
    said = ["签名：相符，文件与签名时一字不差（签名时间 %s，自述）。" % found[8], "  签名公钥指纹 " + fours(found[4])]
    if known:
        said.append("  公钥名单（截至 %s）：这是%s的公钥。名单由指纹 %s 签名，%s。" % (
            known[4], standing(known, bureau, key, found[8]), fours(fingerprint(known[1])),
            "与给定的相同，或由给定的交接而来" if pin else "请与单位公布的逐组核对"))
        if not pin and any(not one[3] for one in known[5]):
            said.append("  名单声明局服务器从前的公钥遗失或者泄露：须以单位公告上印的新指纹为准。")
    elif pin:
        if pin not in (key, found[4]):
            raise Refused("signature", "签名的公钥不是给定的那一把；设备签名的，要同时给出公钥名单")
        said.append("  与给定的指纹相同。")
    else:
        said.append("  未证明：公钥是谁的。请把指纹与公示网站、纸质抽取记录上印的逐组核对，或用 --key、--keys 给出。")
    return said

def read_arguments(arguments):
    """命令行：每份记录的 (文件, 签名文件, 公钥名单, 指纹或公钥)，没有的为 None 或空；读不懂时返回 None。"""
    given, paths, line = {"--signature": None, "--keys": None, "--key": ""}, [], iter(arguments)
    for one in line:
        if one in given:
            given[one] = re.sub(r"\s", "", next(line, "")).lower() if one == "--key" else next(line, "")
            if not given[one] or (one == "--key" and not re.fullmatch("(?:[0-9a-f]{32}){1,2}", given[one])):
                return None
        elif not one.endswith(".sig.json"):  # 记录旁的签名文件自己会找到
            paths.append(one)
    signature, keys, pin = given.values()
    if signature and len(paths) > 1:
        return None
    return [(path, signature or beside(path), keys, pin) for path in paths]

def beside(path):
    """记录旁的签名文件：7.json 旁边是 7.sig.json；没有时为 None。"""
    name = (path[:-5] if path.endswith(".json") else path) + ".sig.json"
    return name if os.path.exists(name) else None

def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        raise Refused("form", "文件读不出来：%s" % path) from None

def about(t):
    """一份记录是哪一次抽取，有没有作废，先后次序凭什么。"""
    f, anchors = t["frozen"], json.dumps(t["anchors"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    yield "第 %d 次抽取：封存码 %s，库内 %d 家" % (f["number"], t["commitment"], len(f["objects"]) + len(f["excluded"]))
    if t["void"]:
        words = {"held": "已作废", "before": "活动举行前已作废，没有结果", "not-held": "活动未举行，请与公开信息核对"}
        yield words[t["void"]["event"]]
    yield "先后次序的佐证：" + (anchors if t["anchors"] else "仅为自述")
