// The form of ticket-v1: bytes, the one spelling, the shapes of sections 1, 2 and 7, and SHA-256 of texts.
// Needs `sha256` of @noble/hashes (global `noble`).
"use strict";

const ticketForm = (() => {
  const ZEROS = "0".repeat(64);
  const WHOLE = 1000000;
  const MOST = Number.MAX_SAFE_INTEGER;
  const DEEPEST = 16;

  class Bad extends Error {
    constructor(step, why) {
      super(why);
      this.step = step;
    }
  }

  function need(good, step, why) {
    if (!good) throw new Bad(step, why);
  }

  // ---- bytes and text ---------------------------------------------------------------------------------

  const decimal = /^(?:0|[1-9][0-9]{0,15})/;
  const isContinuation = (byte) => byte !== undefined && (byte & 0xc0) === 0x80;

  // The text of UTF-8 bytes: shortest forms and scalar values only; no control character but the last line feed.
  function decode(bytes) {
    const pieces = [];
    const units = new Uint16Array(8192);
    let used = 0;
    const end = bytes.length - 1;
    need(end >= 0 && bytes[end] === 0x0a, "form", "文件不以一个换行符结尾");
    for (let at = 0; at < end; ) {
      const first = bytes[at];
      let code = first;
      let length = 1;
      if (first < 0x80) {
        need(first > 0x1f && first !== 0x7f, "form", "含有不允许的控制字符或多余的换行");
      } else {
        length = first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
        need(length > 0, "form", "不是 UTF-8 编码");
        code = first & (0xff >> (length + 1));
        for (let i = 1; i < length; i++) {
          need(at + i < end && isContinuation(bytes[at + i]), "form", "不是 UTF-8 编码");
          code = (code << 6) | (bytes[at + i] & 0x3f);
        }
        need(code >= [0, 0, 0x80, 0x800, 0x10000][length] && code <= 0x10ffff, "form", "不是 UTF-8 编码");
        need(code < 0xd800 || code > 0xdfff, "form", "不是 UTF-8 编码");
      }
      if (code > 0xffff) {
        units[used++] = 0xd800 + ((code - 0x10000) >> 10);
        units[used++] = 0xdc00 + ((code - 0x10000) & 0x3ff);
      } else units[used++] = code;
      at += length;
      if (used > 8190) {
        pieces.push(String.fromCharCode.apply(null, units.subarray(0, used)));
        used = 0;
      }
    }
    pieces.push(String.fromCharCode.apply(null, units.subarray(0, used)));
    return pieces.join("");
  }

  // UTF-8 of a text, in pieces, so that a hash can take a long one without a second copy of it.
  // `take` must be done with the bytes when it returns: the room is used again.
  const room = new Uint8Array(49152);

  function eachBytes(text, take) {
    let used = 0;
    for (let at = 0; at < text.length; at++) {
      if (used + 4 > room.length && used > 0) {
        take(room.subarray(0, used));
        used = 0;
      }
      let code = text.charCodeAt(at);
      if (code < 0x80) {
        room[used++] = code;
        continue;
      }
      if (code < 0x800) {
        room[used++] = 0xc0 | (code >> 6);
      } else {
        if (code >= 0xd800 && code < 0xdc00) {
          code = 0x10000 + ((code - 0xd800) << 10) + (text.charCodeAt(++at) - 0xdc00);
          room[used++] = 0xf0 | (code >> 18);
          room[used++] = 0x80 | ((code >> 12) & 0x3f);
        } else {
          room[used++] = 0xe0 | (code >> 12);
        }
        room[used++] = 0x80 | ((code >> 6) & 0x3f);
      }
      room[used++] = 0x80 | (code & 0x3f);
    }
    if (used) take(room.subarray(0, used));
  }

  const HEXES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

  function hex(bytes) {
    let text = "";
    for (const byte of bytes) text += HEXES[byte];
    return text;
  }

  const blank = noble.sha256.create();
  const work = blank.clone();
  const mark = new Uint8Array(32);
  const feed = (bytes) => work.update(bytes);

  // SHA-256 of a text, or of pieces of bytes one after another, as 64 hexadecimal digits.
  function sha(...pieces) {
    blank._cloneInto(work);
    for (const piece of pieces) {
      if (typeof piece === "string") eachBytes(piece, feed);
      else feed(piece);
    }
    work.digestInto(mark);
    return hex(mark);
  }

  function byteLength(text) {
    let length = 0;
    eachBytes(text, (bytes) => (length += bytes.length));
    return length;
  }

  // Where in the bytes a place of their text stands; `at` is between two characters.
  function offset(bytes, text, at) {
    return at < text.length / 2 ? byteLength(text.slice(0, at)) : bytes.length - 1 - byteLength(text.slice(at));
  }

  // ---- the one spelling: what this reader accepts is RFC 8785 of the values of section 1 --------------

  // Returns the value, and where in the text each member of the outermost object stands.
  function parse(text) {
    const members = new Map();
    const plain = !text.includes("\\");
    let at = 0;

    function spelling() {
      throw new Bad("form", `第 ${at + 1} 个字符起不是规定的唯一写法`);
    }

    function string() {
      if (text[at] !== '"') spelling();
      let end = text.indexOf('"', at + 1);
      if (end < 0) spelling();
      if (plain || !text.slice(at, end).includes("\\")) {
        const found = text.slice(at + 1, end);
        at = end + 1;
        return found;
      }
      let found = "";
      for (at++; text[at] !== '"'; at++) {
        if (at >= text.length) spelling();
        if (text[at] === "\\" && text[++at] !== '"' && text[at] !== "\\") spelling();
        found += text[at];
      }
      at++;
      return found;
    }

    function value(depth) {
      const first = text[at];
      if (first === '"') return string();
      if (first === "{") return object(depth);
      if (first === "[") return array(depth);
      if (first === "t" && text.startsWith("true", at)) return (at += 4), true;
      if (first === "f" && text.startsWith("false", at)) return (at += 5), false;
      const digits = decimal.exec(text.slice(at, at + 16));
      if (!digits) spelling();
      at += digits[0].length;
      const number = Number(digits[0]);
      need(number <= MOST, "form", "有超出范围的数");
      return number;
    }

    function deep(depth) {
      need(depth <= DEEPEST, "form", "层次超过 16 层");
    }

    function array(depth) {
      deep(depth);
      const found = [];
      if (text[++at] === "]") return at++, found;
      for (;;) {
        found.push(value(depth + 1));
        const next = text[at++];
        if (next === "]") return found;
        if (next !== ",") at--, spelling();
      }
    }

    function object(depth) {
      deep(depth);
      const found = {};
      let before = "";
      if (text[++at] === "}") return at++, found;
      for (;;) {
        const start = at;
        const key = string();
        if (!isKey(key) || key <= before || text[at] !== ":") spelling();
        before = key;
        const begins = ++at;
        found[key] = value(depth + 1);
        if (depth === 1) members.set(key, { start, begins, end: at });
        const next = text[at++];
        if (next === "}") return found;
        if (next !== ",") at--, spelling();
      }
    }

    const found = value(1);
    if (at !== text.length) spelling();
    return { found, members };
  }

  // ---- shapes: each takes a value and says whether it fits --------------------------------------------

  const isText = (v) => typeof v === "string" && v !== "";
  const isString = (v) => typeof v === "string";
  const isBool = (v) => typeof v === "boolean";
  const isArray = (v) => Array.isArray(v);
  const isObject = (v) => typeof v === "object" && !Array.isArray(v);
  const fits = (pattern) => (v) => typeof v === "string" && pattern.test(v);
  const isKey = fits(/^[0-9a-z][0-9a-z_]{0,63}$/);
  const isId = fits(/^[0-9A-Z][0-9A-Z.-]{0,63}$/);
  const isCode = fits(/^[a-z][a-z0-9-]{0,31}$/);
  const isHex = fits(/^[0-9a-f]{64}$/);
  const isNonce = fits(/^[0-9a-f]{32}$/);
  const isTime = fits(/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/);
  const isLabel = (v) => v === "" || isHex(v);
  const from = (low, high) => (v) => typeof v === "number" && v >= low && v <= high;
  const among = (...words) => (v) => typeof v === "string" && words.includes(v);
  const list = (fit) => (v) => Array.isArray(v) && v.every(fit);
  const set = (fit) => (v) => list(fit)(v) && (v.length < 2 || new Set(v).size === v.length);
  const empty = (v) => isObject(v) && Object.keys(v).length === 0;

  function shape(fits) {
    const keys = Object.keys(fits).sort();
    const joined = keys.join();
    return (v) => isObject(v) && Object.keys(v).join() === joined && keys.every((key) => fits[key](v[key]));
  }

  const rising = (fit) => (v) => list(fit)(v) && v.every((one, at) => at === 0 || v[at - 1].id < one.id);
  const isPpm = from(0, WHOLE);
  const isFrozen = {
    format: among("ticket-v1"), bureau: isId, note: isObject, number: from(1, 999999), previous: isHex,
    kind: among("first", "supplement", "replacement"), of: isLabel, salt: isNonce, frozen_at: isTime,
    source: shape({
      name: isText, event_at: isTime,
      parts: list(shape({ count: from(1, 100), min: from(0, 999999), max: from(0, 999999), set: isBool })),
    }),
    strata: list(shape({
      id: isCode, take: among("ratio", "pool", "count", "all"), ratio_ppm: isPpm, count: from(0, 1e9),
      minimum: from(0, 1e9), batches: from(1, WHOLE), items_fixed: set(isId), items_pool: set(isId),
      items_count: from(0, MOST),
    })),
    floor_ppm: isPpm, top_up: set(isString),
    objects: rising(shape({ id: isId, label: isLabel, stratum: isString, area: isString, needs: set(isCode) })),
    excluded: rising(shape({ id: isId, label: isLabel, stratum: isString, rule: isCode, grounds: isLabel })),
    officers: rising(shape({ id: isId, label: isLabel, persons: from(1, 99), areas: set(isText), skills: set(isCode) })),
    officers_out: rising(shape({ id: isId, rule: isCode, grounds: isLabel })),
    groups: shape({ count: from(0, WHOLE), size: from(1, 99), rest: among("reserve", "join") }),
    barred: list((v) => list(isId)(v) && v.length === 2),
  };
  const isSeed = shape({
    digits: isString, entered: (v) => list(shape({ by: isText, digits: isString }))(v) && v.length === 2,
    opened_at: isTime, witnesses: list(isText),
  });
  const isVoid = shape({ at: isTime, reason: isText, approver: isText, event: among("held", "before", "not-held") });
  const isPair = (v) => list(isString)(v) && v.length === 2 && isNonce(v[0]);
  const isTranscript = {
    format: among("ticket-v1"), frozen: isObject, commitment: isHex, seed: (v) => empty(v) || isSeed(v), result: isObject,
    changes: list(shape({
      what: among("object", "officer"), at: isTime, out: isId, in: (v) => v === "" || isId(v), reason: isCode,
      approver: isText, objects: set(isId),
    })),
    void: (v) => empty(v) || isVoid(v), opened: (v) => isObject(v) && Object.values(v).every(isPair),
    anchors: isArray, digest: isHex,
  };

  function checkKeys(value, fits, where) {
    need(isObject(value) && Object.keys(value).join() === Object.keys(fits).sort().join(), "form", `${where}的键不合规定`);
    for (const key of Object.keys(fits)) need(fits[key](value[key]), "form", `“${key}”不合规定`);
  }

  // How many outcomes a part has, or `cap` if there are more.
  function outcomes(part, cap) {
    const span = BigInt(part.max - part.min + 1);
    let ways = 1n;
    for (let i = 0n; i < BigInt(part.count); i++) {
      ways = part.set ? (ways * (span - i)) / (i + 1n) : ways * span;
      if (!part.set && ways > cap) return cap;
    }
    return ways > cap ? cap : ways;
  }

  function checkList(f) {
    const good = (true_, why) => need(true_, "form", why);
    good((f.number === 1) === (f.previous === ZEROS), "“previous”与编号不符");
    good((f.kind === "first") === (f.of === ""), "“of”与抽取种类不符");
    good(f.source.parts.length > 0, "没有随机号码");
    let ways = 1n;
    for (const part of f.source.parts) {
      good(part.min < part.max, "号码范围颠倒");
      good(!part.set || part.count <= part.max - part.min + 1, "不同号码多于范围内的号码");
      ways = ways >= 10000000n ? ways : ways * outcomes(part, 10000000n);
    }
    good(ways >= 10000000n, "随机号码的可能少于一千万种");
    const strata = new Set(f.strata.map((one) => one.id));
    good(f.strata.length > 0 && strata.size === f.strata.length, "类别为空或重复");
    for (const one of f.strata) {
      const fixed = new Set(one.items_fixed);
      good(!one.items_pool.some((item) => fixed.has(item)), "同一事项既为必查又为抽取");
      good(one.items_count <= one.items_pool.length, "抽取的事项多于可选事项");
    }
    good(f.top_up.every((id) => strata.has(id)), "“top_up”中有不存在的类别");
    for (const one of f.objects) good(strata.has(one.stratum), `${one.id} 的类别不存在`);
    for (const one of f.excluded) good(strata.has(one.stratum), `${one.id} 的类别不存在`);
    const objects = new Set(f.objects.map((one) => one.id));
    const officers = new Set(f.officers.map((one) => one.id));
    for (const one of f.excluded) good(!objects.has(one.id), `${one.id} 既在名单内又被排除`);
    for (const one of f.officers_out) good(!officers.has(one.id), `${one.id} 既在人员名单内又被排除`);
    good(f.groups.count * f.groups.size <= f.officers.length, "人员不够分组");
    f.barred.forEach(([officer, object], at) => {
      good(officers.has(officer) && objects.has(object), "回避中有名单外的人员或对象");
      const [before, beside] = at ? f.barred[at - 1] : ["", ""];
      good(before < officer || (before === officer && beside < object), "回避未按次序排列");
    });
  }

  // The transcript in a file, and the bytes that commitment and digest are made of; raises `Bad` when the form is not kept.
  function read(bytes) {
    const text = decode(bytes);
    const { found, members } = parse(text);
    checkKeys(found, isTranscript, "抽取记录");
    checkKeys(found.frozen, isFrozen, "名单");
    checkList(found.frozen);
    const frozen = members.get("frozen");
    const digest = members.get("digest"); // never the last member: "format" and others follow
    const place = (at) => offset(bytes, text, at);
    return {
      transcript: found,
      frozen: bytes.subarray(place(frozen.begins), place(frozen.end)),
      beside: [bytes.subarray(0, place(digest.start)), bytes.subarray(place(digest.end + 1), bytes.length - 1)],
    };
  }

  return { Bad, need, read, eachBytes, hex, sha, empty, outcomes, ZEROS, WHOLE };
})();
