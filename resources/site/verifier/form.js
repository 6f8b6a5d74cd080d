// The form of ticket-v1: bytes, the one spelling, the shapes of sections 1, 2 and 7, and SHA-256 of texts.
// Needs `sha256` of @noble/hashes (global `noble`).
"use strict";

const ticketForm = (() => {
  const ZEROS = "0".repeat(64);
  const WHOLE = 1000000;
  const MOST = Number.MAX_SAFE_INTEGER;
  const DEEPEST = 16;
  const WINDOW = 8192;
  const SHORTEST = 44; // bytes of an opened name, at the least

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

  const isContinuation = (byte) => byte !== undefined && (byte & 0xc0) === 0x80;

  // UTF-8 in shortest forms and scalar values only; no control character but the last line feed.
  function checkBytes(bytes) {
    const end = bytes.length - 1;
    need(end >= 0 && bytes[end] === 0x0a, "form", "文件不以一个换行符结尾");
    for (let at = 0; at < end; ) {
      const first = bytes[at];
      if (first < 0x80) {
        if (first < 0x20 || first === 0x7f) need(false, "form", "含有不允许的控制字符或多余的换行");
        at++;
        continue;
      }
      const length = first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
      need(length > 0, "form", "不是 UTF-8 编码");
      let code = first & (0xff >> (length + 1));
      for (let i = 1; i < length; i++) {
        need(at + i < end && isContinuation(bytes[at + i]), "form", "不是 UTF-8 编码");
        code = (code << 6) | (bytes[at + i] & 0x3f);
      }
      need(code >= LEAST[length] && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff), "form", "不是 UTF-8 编码");
      at += length;
    }
  }

  const LEAST = [0, 0, 0x80, 0x800, 0x10000];
  const units = new Uint16Array(8192);

  // The text of checked bytes between two places; with `escaped`, a reverse solidus only says that a character follows.
  function decode(bytes, from, to, escaped) {
    const pieces = [];
    let used = 0;
    for (let at = from; at < to; at++) {
      let code = bytes[at];
      if (code > 0x7f) {
        if (code < 0xe0) code = ((code & 0x1f) << 6) | (bytes[++at] & 0x3f);
        else if (code < 0xf0) code = ((code & 0x0f) << 12) | ((bytes[++at] & 0x3f) << 6) | (bytes[++at] & 0x3f);
        else {
          code = ((code & 0x07) << 18) | ((bytes[++at] & 0x3f) << 12) | ((bytes[++at] & 0x3f) << 6) | (bytes[++at] & 0x3f);
          units[used++] = 0xd800 + ((code - 0x10000) >> 10);
          code = 0xdc00 + ((code - 0x10000) & 0x3ff);
        }
      } else if (escaped && code === 0x5c) code = bytes[++at];
      units[used++] = code;
      if (used > 8190) {
        pieces.push(String.fromCharCode.apply(null, units.subarray(0, used)));
        used = 0;
      }
    }
    pieces.push(String.fromCharCode.apply(null, units.subarray(0, used)));
    return pieces.length === 1 ? pieces[0] : pieces.join("");
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

  // ---- opened names: a million of them are places in the file, not members of an object ---------------

  const KEYED = new Uint8Array(256); // 1 for what a key begins with, 2 for what may only follow
  const DIGIT = new Int8Array(256).fill(-1); // what a hexadecimal digit is worth
  for (const unit of "0123456789abcdefghijklmnopqrstuvwxyz") KEYED[unit.charCodeAt(0)] = 1;
  KEYED[0x5f] = 2;
  for (let value = 0; value < 16; value++) DIGIT[HEXES[value].charCodeAt(1)] = value;

  // Where the key that begins at `from` ends.
  function keyEnd(bytes, from) {
    if (KEYED[bytes[from]] !== 1) return from;
    let at = from + 1;
    while (KEYED[bytes[at]] && at - from < 65) at++;
    return at - from > 64 ? from : at;
  }

  // Below 0 if the first of two pieces of the same bytes comes before the second.
  function compareBytes(bytes, from, to, other, end) {
    for (; from < to && other < end; from++, other++) if (bytes[from] !== bytes[other]) return bytes[from] - bytes[other];
    return to - from - (end - other);
  }

  // The member `opened`: keys in strict order, each with a nonce and a text; nothing of it is copied out of the file.
  class Names {
    // Reads from the brace on; `end` is the place behind it, or 0 if it is anything else than such names in their one spelling.
    constructor(bytes, at) {
      const most = Math.ceil((bytes.length - at) / SHORTEST) + 1;
      this.bytes = bytes;
      this.size = 0;
      this.keys = new Float64Array(most); // where each key begins,
      this.from = new Float64Array(most); // where its text begins
      this.to = new Float64Array(most); //   and ends
      this.heads = null;
      this.end = bytes[at] === 0x7b ? this.#read(bytes, at + 1) : 0;
    }

    #read(bytes, begin) {
      const { keys, from, to } = this;
      if (bytes[begin] === 0x7d) return begin + 1;
      let before = 0;
      let beforeEnd = 0;
      for (let at = begin, nth = 0; ; nth++) {
        if (bytes[at++] !== 0x22) return 0;
        const keyed = keyEnd(bytes, at);
        if (keyed === at || compareBytes(bytes, before, beforeEnd, at, keyed) >= 0) return 0;
        keys[nth] = before = at;
        beforeEnd = at = keyed;
        if (bytes[at] !== 0x22 || bytes[at + 1] !== 0x3a || bytes[at + 2] !== 0x5b || bytes[at + 3] !== 0x22) return 0;
        at += 4;
        for (const stop = at + 32; at < stop; at++) if (!(DIGIT[bytes[at]] >= 0)) return 0;
        if (bytes[at] !== 0x22 || bytes[at + 1] !== 0x2c || bytes[at + 2] !== 0x22) return 0;
        from[nth] = at += 3;
        at = stringEnd(bytes, at);
        if (at < 0 || bytes[at + 1] !== 0x5d) return 0;
        to[nth] = at;
        this.size = nth + 1;
        if (bytes[at + 2] === 0x7d) return at + 3;
        if (bytes[at + 2] !== 0x2c) return 0;
        at += 3;
      }
    }

    key(nth) {
      return decode(this.bytes, this.keys[nth], this.from[nth] - 39, false);
    }

    text(nth) {
      return decode(this.bytes, this.from[nth], this.to[nth], true);
    }

    // Which of the names has this key, which is ASCII; -1 if none.
    find(key) {
      if (!this.heads) this.#index();
      const { bytes, heads, keys, from } = this;
      const head = (key.charCodeAt(0) << 16 | key.charCodeAt(1) << 8 | key.charCodeAt(2)) * 16777216 +
        (key.charCodeAt(3) << 16 | key.charCodeAt(4) << 8 | key.charCodeAt(5));
      let low = 0;
      let high = this.size;
      while (low < high) {
        const nth = (low + high) >>> 1;
        let order = heads[nth] - head;
        if (order === 0) {
          const start = keys[nth];
          const length = from[nth] - 39 - start;
          for (let i = 0; i < length && i < key.length && order === 0; i++) order = bytes[start + i] - key.charCodeAt(i);
          if (order === 0) order = length - key.length;
          if (order === 0) return nth;
        }
        if (order < 0) low = nth + 1;
        else high = nth;
      }
      return -1;
    }

    // The first six bytes of each key, as a number.
    #index() {
      const { bytes, keys, from, size } = this;
      this.heads = new Float64Array(size);
      for (let nth = 0; nth < size; nth++) {
        const length = from[nth] - 39 - keys[nth];
        let head = 0;
        for (let i = 0; i < 6; i++) head = head * 256 + (i < length ? bytes[keys[nth] + i] : 0);
        this.heads[nth] = head;
      }
    }

    // Whether nonce, line feed and text have the key as their SHA-256.
    holds(nth) {
      const { bytes } = this;
      const key = this.keys[nth];
      const nonce = this.from[nth] - 35;
      const to = this.to[nth];
      if (nonce - key !== 68) return false;
      const message = to - nonce > room.length ? new Uint8Array(to - nonce) : room;
      let used = 0;
      for (; used < 32; used++) message[used] = bytes[nonce + used];
      message[used++] = 0x0a;
      for (let at = nonce + 35; at < to; at++) message[used++] = bytes[at] === 0x5c ? bytes[++at] : bytes[at];
      blank._cloneInto(work);
      work.update(message.subarray(0, used));
      work.digestInto(mark);
      for (let i = 0; i < 32; i++) if (mark[i] !== (DIGIT[bytes[key + 2 * i]] << 4 | DIGIT[bytes[key + 2 * i + 1]])) return false;
      return true;
    }
  }

  // ---- the one spelling: what this reader accepts is RFC 8785 of the values of section 1 --------------

  // The place of the quote that ends the string whose text begins at `at`; or, below 0, what tells the place of the fault.
  function stringEnd(bytes, at) {
    for (;;) {
      const byte = bytes[at];
      if (byte === 0x22) return at;
      if (byte === 0x5c && bytes[++at] !== 0x22 && bytes[at] !== 0x5c) return ~at;
      if (byte === 0x0a) return ~at; // the end of the file
      at++;
    }
  }

  // Returns the value, and where in the bytes each member of the outermost object stands.
  function parse(bytes) {
    const members = new Map();
    const end = bytes.length - 1;
    const known = new Array(1024).fill(""); // short texts met before, and where
    const places = new Float64Array(1024);
    const lengths = new Int32Array(1024);
    let window = "";
    let windowAt = 0;
    let at = 0;

    function spelling() {
      throw new Bad("form", `第 ${decode(bytes, 0, at, false).length + 1} 个字符起不是规定的唯一写法`);
    }

    // A short text: met before, as a rule.
    function short(from, to) {
      const length = to - from;
      const slot = (bytes[from] * 7 + bytes[to - 1] * 31 + bytes[(from + to) >>> 1] * 131 + length) & 1023;
      if (lengths[slot] === length) {
        const place = places[slot];
        let i = 0;
        while (i < length && bytes[from + i] === bytes[place + i]) i++;
        if (i === length) return known[slot];
      }
      lengths[slot] = length;
      places[slot] = from;
      return (known[slot] = made(from, to));
    }

    function made(from, to) {
      for (let i = from; i < to; i++) if (bytes[i] > 0x7f || bytes[i] === 0x5c) return decode(bytes, from, to, true);
      // ASCII: cut from a window of the file, which takes a byte for a character.
      if (to - from > WINDOW) return decode(bytes, from, to, false);
      if (from < windowAt || to > windowAt + window.length) {
        window = String.fromCharCode.apply(null, bytes.subarray(from, Math.min(from + WINDOW, end)));
        windowAt = from;
      }
      return window.slice(from - windowAt, to - windowAt);
    }

    function string() {
      if (bytes[at] !== 0x22) spelling();
      const from = at + 1;
      const to = stringEnd(bytes, from);
      if (to < 0) (at = ~to), spelling();
      at = to + 1;
      if (to === from) return "";
      return to - from > 32 ? made(from, to) : short(from, to);
    }

    function value(depth) {
      const first = bytes[at];
      if (first === 0x22) return string();
      if (first === 0x7b) return object(depth);
      if (first === 0x5b) return array(depth);
      if (first === 0x74 && word("true")) return true;
      if (first === 0x66 && word("false")) return false;
      return number();
    }

    function word(letters) {
      for (let i = 0; i < letters.length; i++) if (bytes[at + i] !== letters.charCodeAt(i)) return false;
      at += letters.length;
      return true;
    }

    function number() {
      const from = at;
      let found = 0;
      while (bytes[at] >= 0x30 && bytes[at] <= 0x39 && at - from < 16) {
        found = found * 10 + (bytes[at++] - 0x30); // exact as far as MOST
        if (found === 0) break;
      }
      if (at === from) spelling();
      need(found <= MOST, "form", "有超出范围的数");
      return found;
    }

    function deep(depth) {
      need(depth <= DEEPEST, "form", "层次超过 16 层");
    }

    function array(depth) {
      deep(depth);
      const found = [];
      if (bytes[++at] === 0x5d) return at++, found;
      for (;;) {
        found.push(value(depth + 1));
        const next = bytes[at++];
        if (next === 0x5d) return found;
        if (next !== 0x2c) at--, spelling();
      }
    }

    // Names, if they fit: what does not, a plain object says better where.
    function names() {
      const found = new Names(bytes, at);
      if (!found.end) return value(2);
      at = found.end;
      return found;
    }

    function object(depth) {
      deep(depth);
      const found = {};
      let before = "";
      if (bytes[++at] === 0x7d) return at++, found;
      for (;;) {
        const start = at;
        const key = string();
        if (key === "" || keyEnd(bytes, start + 1) !== at - 1 || key <= before || bytes[at] !== 0x3a) spelling();
        before = key;
        const begins = ++at;
        if (depth === 1) {
          found[key] = key === "opened" ? names() : value(2);
          members.set(key, { start, begins, end: at });
        } else found[key] = value(depth + 1);
        const next = bytes[at++];
        if (next === 0x7d) return found;
        if (next !== 0x2c) at--, spelling();
      }
    }

    const found = value(1);
    if (at !== end) spelling();
    return { found, members };
  }

  // ---- shapes: each takes a value and says whether it fits --------------------------------------------

  const isText = (v) => typeof v === "string" && v !== "";
  const isString = (v) => typeof v === "string";
  const isBool = (v) => typeof v === "boolean";
  const isArray = (v) => Array.isArray(v);
  const isObject = (v) => typeof v === "object" && !Array.isArray(v);
  const fits = (pattern) => (v) => typeof v === "string" && pattern.test(v);
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
    return (v) => {
      if (!isObject(v)) return false;
      const own = Object.keys(v);
      return own.length === keys.length && keys.every((key, at) => own[at] === key && fits[key](v[key]));
    };
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
  const isTranscript = {
    format: among("ticket-v1"), frozen: isObject, commitment: isHex, seed: (v) => empty(v) || isSeed(v), result: isObject,
    changes: list(shape({
      what: among("object", "officer"), at: isTime, out: isId, in: (v) => v === "" || isId(v), reason: isCode,
      approver: isText, objects: set(isId),
    })),
    void: (v) => empty(v) || isVoid(v), opened: (v) => v instanceof Names,
    anchors: isArray, digest: isHex,
  };

  function checkKeys(value, fits, where) {
    need(isObject(value) && Object.keys(value).join() === Object.keys(fits).sort().join(), "form", `${where}的键不合规定`);
    for (const key of Object.keys(fits)) need(fits[key](value[key]), "form", `“${key}”不合规定`);
  }

  // The transcript in a file, and the bytes that commitment and digest are made of; raises `Bad` when the form is not kept.
  function read(bytes) {
    checkBytes(bytes);
    const { found, members } = parse(bytes);
    checkKeys(found, isTranscript, "抽取记录");
    checkKeys(found.frozen, isFrozen, "名单");
    const frozen = members.get("frozen");
    const digest = members.get("digest"); // never the last member: "format" and others follow
    return {
      transcript: found,
      frozen: bytes.subarray(frozen.begins, frozen.end),
      beside: [bytes.subarray(0, digest.start), bytes.subarray(digest.end + 1, bytes.length - 1)],
    };
  }

  return { Bad, need, read, eachBytes, hex, sha, empty, ZEROS, WHOLE };
})();
