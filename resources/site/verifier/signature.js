// The signature beside a transcript, and the bureau's list of keys: section 8 of the published specification.
// Needs Ed25519's points and SHA-512 of @noble/curves and @noble/hashes (global `nobleCurve`).
"use strict";

const drawSignature = (() => {
  const { Bad, hex, sha } = ticketForm;
  const P = 2n ** 255n - 19n;
  const L = 2n ** 252n + 27742317777372353535851937790883648493n;
  // y of the points of order 1, 2, 4 and 8, without their sign.
  const EIGHTH = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n;
  const SMALL = new Set([0n, 1n, P - 1n, EIGHTH, P - EIGHTH]);
  const bureau = '"bureau":"([0-9A-Z][0-9A-Z.-]{0,63})"';
  const keyList = (digits) => `\\[((?:"[0-9a-f]{${digits}}"(?:,"[0-9a-f]{${digits}}")*)?)\\]`;
  const own = '("signature":"([0-9a-f]{128})",)';
  const SIGNATURE = new RegExp(
    `^\\{${bureau},"file_sha256":"([0-9a-f]{64})","format":"ticket-v1-signature","key":"([0-9a-f]{64})",` +
    `"key_id":"([0-9a-f]{32})","number":([1-9][0-9]{0,5}),${own}` +
    '"signed_at":"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)"\\}\\n$');
  const time = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z";
  const handover = `\\{"at":"${time}","key":"[0-9a-f]{64}","next":"[0-9a-f]{64}","signature":"(?:[0-9a-f]{128})?"\\}`;
  const KEYS = new RegExp(
    `^\\{${bureau},"format":"keys-1",(?:"former":\\[(${handover}(?:,${handover})*)\\],)?"headquarters":"([0-9a-f]{64})","keys":${keyList(64)},` +
    `"known_until":"([0-9]{4}-[0-9]{2}-[0-9]{2})","revoked":${keyList(16)},${own}"stopped":${keyList(64)}\\}\\n$`);

  const need = (good, why) => {
    if (!good) throw new Bad("signature", why);
  };
  const ascii = (text) => Uint8Array.from(text, (unit) => unit.charCodeAt(0));
  const bytesOf = (digits) => Uint8Array.from(digits.match(/../g) || [], (pair) => parseInt(pair, 16));
  const number = (bytes) => bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n); // little-endian
  const textOf = (bytes) => {
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    return text;
  };

  // RFC 8032, 5.1.7, without the cofactor: R is compared as bytes. S below L; the key spelt the one way, of no small order.
  function ed25519(key, signature, message) {
    if (key.length !== 32 || signature.length !== 64) return false;
    const y = number(key) & ((1n << 255n) - 1n);
    const s = number(signature.subarray(32));
    if (y >= P || SMALL.has(y) || s >= L) return false;
    const { Point } = nobleCurve.ed25519;
    let point;
    try {
      point = Point.fromBytes(key);
    } catch {
      return false; // no point of the curve
    }
    const hashed = nobleCurve.sha512.create().update(signature.subarray(0, 32)).update(key).update(message).digest();
    const k = number(hashed) % L;
    const right = Point.BASE.multiplyUnsafe(s).add(point.negate().multiplyUnsafe(k)).toBytes();
    return right.every((byte, at) => byte === signature[at]);
  }

  // The SHA-256 of a key in hex, its first 32 digits.
  const fingerprint = (key) => hex(noble.sha256(bytesOf(key))).slice(0, 32);
  const fours = (text) => text.replace(/(.{4})(?=.)/g, "$1 ");

  // What is signed: a line of its own, then the file without the member `signature` and without its line end.
  function signedBy(key, text, found, group, domain) {
    return ed25519(bytesOf(key), bytesOf(found[group + 1]), ascii(`${domain}\n${text.slice(0, -1).replace(found[group], "")}`));
  }

  function readKeys(bytes) {
    const text = textOf(bytes);
    const found = KEYS.exec(text);
    need(found && signedBy(found[3], text, found, 7, "keys-1"), "公钥名单不合格式，或它自己的签名不符");
    const list = (joined) => joined.split(",").map((one) => one.replaceAll('"', ""));
    const known = { bureau: found[1], headquarters: found[3], keys: list(found[4]), stopped: list(found[9]), until: found[5] };
    known.former = JSON.parse(`[${found[2] || ""}]`);
    need(passedOn(known), "公钥名单里局服务器公钥的交接不相接，或签名不符");
    return known;
  }

  // The passage from one key of headquarters to the next: each signed by the key that gives way, or declared lost ("").
  function passedOn({ former, headquarters }) {
    const keys = [...former.map((one) => one.key), headquarters];
    return new Set(keys).size === keys.length && former.every((one, at) => {
      const stated = ascii(`handover-1\n{"at":"${one.at}","key":"${one.key}","next":"${one.next}"}`);
      const proven = !one.signature || ed25519(bytesOf(one.key), bytesOf(one.signature), stated);
      return one.next === keys[at + 1] && (at === 0 || former[at - 1].at < one.at) && proven;
    });
  }

  // Whether the list is signed by the key of this pin, or by one it gave way to by signatures alone.
  function trusted({ former, headquarters }, pin) {
    const is = (key) => pin === key || pin === fingerprint(key);
    const lost = former.map((one) => !one.signature).lastIndexOf(true);
    return is(headquarters) || former.slice(lost + 1).some((one) => is(one.key));
  }

  // Whose key the list says it is: "headquarters", "former" or "device".
  function standing(known, unit, key, signedAt) {
    const gone = known.former.find((one) => one.key === key);
    if (gone && known.bureau === unit) {
      need(gone.signature, "签名的公钥已声明遗失或者泄露，它签的一律不能采信");
      need(signedAt < gone.at, "签名的公钥已经交接停用，签名时间在交接之后");
      return "former";
    }
    const listed = key === known.headquarters || known.keys.includes(key);
    need(known.bureau === unit && listed && !known.stopped.includes(key), `签名的公钥已停用，或不在截至 ${known.until} 的公钥名单里`);
    return key === known.headquarters ? "headquarters" : "device";
  }

  // What a file is: "signature", "keys", or "" for a transcript or anything else.
  function kindOf(name, bytes) {
    const text = textOf(bytes.subarray(0, 300));
    if (/\.sig\.json$/.test(name) || /^\{"bureau":"[^"]*","file_sha256":"[^"]*","format":"ticket-v1-signature"/.test(text)) return "signature";
    return /^\{"bureau":"[^"]*","format":"keys-1"/.test(text) ? "keys" : "";
  }

  // Which file a signature says it is for: {sha256, number}.
  function aim(bytes) {
    const found = SIGNATURE.exec(textOf(bytes));
    return found ? { sha256: found[2], number: Number(found[5]) } : { sha256: "", number: 0 };
  }

  // The fingerprint, or the whole key, as somebody typed or pasted it; "" for nothing; null if it is neither.
  function pinOf(typed) {
    const pin = typed.replace(/\s/g, "").toLowerCase();
    return /^(?:(?:[0-9a-f]{32}){1,2})?$/.test(pin) ? pin : null;
  }

  // Judges the signature of a file. `frozen` of the transcript, or nothing if it could not be read; `signature` and `keys`
  // bytes or null; `pin` as `pinOf` gives it; `digest` gives the SHA-256 of the file, for who has it already.
  // Always answers: {state: matches | refused | none, standing, why, …}.
  function judge(file, frozen, signature, keys, pin, digest = () => sha(file)) {
    const answer = { state: "refused", standing: "", why: "", fingerprint: "", signedAt: "", list: "", until: "", pinned: pin !== "", lost: false };
    try {
      const known = keys ? readKeys(keys) : null;
      if (known) [answer.list, answer.until] = [fingerprint(known.headquarters), known.until];
      need(!known || !pin || trusted(known, pin), "公钥名单不是给定指纹的公钥所签，也不是由它交接而来");
      if (!signature) {
        need(!known && !pin, "给了公钥，记录旁却没有签名文件");
        return { ...answer, state: "none" };
      }
      const text = textOf(signature);
      const found = SIGNATURE.exec(text);
      need(found, "签名文件不合格式");
      const [, unit, signed, key, keyId, nth] = found;
      need(keyId === fingerprint(key), "签名文件里的公钥与它的指纹不符");
      [answer.fingerprint, answer.signedAt] = [keyId, found[8]];
      need(signed === digest(), "签名文件签的不是这个文件，或文件已改动");
      need(!frozen || (unit === frozen.bureau && Number(nth) === frozen.number), "签名文件的单位或编号与记录不同");
      need(signedBy(key, text, found, 6, "ticket-v1-signature"), "签名与公钥不符");
      if (known) {
        answer.standing = standing(known, unit, key, answer.signedAt);
        answer.lost = known.former.some((one) => !one.signature);
      } else {
        need(!pin || pin === key || pin === keyId, "签名的公钥不是给定的那一把；设备签名的，要同时给出公钥名单");
        answer.standing = pin ? "pinned" : "unknown";
      }
      answer.state = "matches";
    } catch (error) {
      if (!(error instanceof Bad)) throw error;
      answer.why = error.message;
    }
    return answer;
  }

  return { ed25519, fingerprint, fours, kindOf, aim, pinOf, judge };
})();
