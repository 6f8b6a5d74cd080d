// Verification of ticket-v1: sections 5 to 7. Bytes in, answer out; no page, no network, no clock.
// Written from the published specification alone.
"use strict";

const ticketV1 = (() => {
  const { Bad, need, read, sha, empty, ZEROS } = ticketForm;
  const { outcomes, checkList, checkDigits, tickets, draw } = ticketDraw;
  const STEPS = {
    form: "格式", commitment: "封存码", seed: "随机号码", result: "抽取结果", changes: "递补替换",
    void: "作废", opened: "公开的名称", digest: "摘要", chain: "前后次序",
  };
  const ORDER = ["form", "commitment", "seed", "void", "result", "changes", "opened", "digest"];

  // Equal values of equal types; objects have the same keys.
  function same(a, b) {
    if (typeof a !== typeof b || typeof a !== "object") return a === b;
    if (Array.isArray(a) !== Array.isArray(b)) return false;
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
  }

  const PARTS = { seed: "起算值", quotas: "应抽数量", groups: "分组", reserve: "候补人员", objects: "抽中的对象", unmatched: "未能分派的对象" };

  function compareResult(stated, right) {
    need(Object.keys(stated).every((key) => Object.hasOwn(right, key)), "result", "结果中有规定以外的内容");
    for (const key of Object.keys(right)) {
      need(Object.hasOwn(stated, key), "result", `结果缺少“${PARTS[key]}”`);
      need(same(stated[key], right[key]), "result", `重算的“${PARTS[key]}”与记录不同`);
    }
  }

  // ---- substitution -----------------------------------------------------------------------------------

  function replay(changes, openedAt, { result, spare, rules }) {
    const groups = new Map(result.objects.map((one) => [one.id, one.group]));
    const teams = new Map(result.objects.map((one) => [one.id, one.group ? [...result.groups[one.group - 1]] : []]));
    const lefts = new Set();
    const times = new Map();
    let clock = openedAt;
    changes.forEach((change, nth) => {
      const good = (true_, why) => need(true_, "changes", `第 ${nth + 1} 次变更：${why}`);
      good(change.at >= clock, "时间倒退");
      clock = change.at;
      const { out } = change;
      let right = "";
      if (change.what === "object") {
        good(change.objects.length === 0 && groups.has(out), `对象 ${out} 不在检查之列`);
        let group = groups.get(out);
        groups.delete(out);
        teams.delete(out);
        right = spare.get(rules.object(out).stratum).shift() || "";
        if (right) {
          if (!group || !rules.may(result.groups[group - 1], right)) {
            const load = new Array(result.groups.length + 1).fill(0);
            for (const g of groups.values()) load[g]++;
            group = 0;
            result.groups.forEach((team, g) => {
              if (rules.may(team, right) && (!group || load[g + 1] < load[group])) group = g + 1;
            });
          }
          groups.set(right, group);
          teams.set(right, group ? [...result.groups[group - 1]] : []);
        }
      } else {
        good(change.objects.length > 0, "没有写明对象");
        for (const id of change.objects) good(teams.has(id) && teams.get(id).includes(out), `人员 ${out} 不在 ${id} 的检查组`);
        lefts.add(out);
        const fit = (m) => !lefts.has(m) && change.objects.every((id) =>
          !teams.get(id).includes(m) && rules.may(teams.get(id).map((x) => (x === out ? m : x)), id));
        const used = (m) => times.get(m) || 0;
        for (const m of result.reserve) if (fit(m) && (!right || used(m) < used(right))) right = m;
        for (const id of change.objects) {
          teams.set(id, teams.get(id).map((x) => (x === out ? right : x)).filter((x) => x));
        }
        if (right) times.set(right, used(right) + 1);
      }
      good(right === change.in, right ? `递补的应当是 ${right}` : "已无可递补的，却写了递补");
    });
    return { groups, teams };
  }

  // ---- one transcript, several transcripts ------------------------------------------------------------

  function checkSeed(t) {
    const { source, frozen_at: frozenAt } = t.frozen;
    need(frozenAt < source.event_at, "seed", "封存不早于公开活动");
    if (empty(t.seed)) return;
    need(t.seed.opened_at >= source.event_at, "seed", "录入早于公开活动");
    const [a, b] = t.seed.entered;
    need(a.by !== b.by, "seed", "两次录入是同一个人");
    need(a.digits === b.digits && a.digits === t.seed.digits, "seed", "两人录入的号码不一致");
    checkDigits(source.parts, t.seed.digits);
  }

  function checkVoid(t) {
    const undrawn = !empty(t.void) && t.void.event !== "held";
    need(undrawn === empty(t.seed), "void", undrawn ? "作废情形与随机号码不符" : "没有随机号码，也没有作废");
    if (undrawn) need(empty(t.result) && t.changes.length === 0, "void", "没有号码的作废记录不能有结果和变更");
    if (empty(t.void)) return;
    const { at, event } = t.void;
    const heldAt = t.frozen.source.event_at;
    const right = event === "before" ? at < heldAt : event === "not-held" ? at >= heldAt : at >= t.seed.opened_at;
    need(right, "void", "作废时间与作废情形不符");
  }

  function checkOpened(t) {
    const { opened } = t;
    if (!opened.size) return;
    const sealed = new Uint8Array(opened.size);
    for (const part of [t.frozen.objects, t.frozen.excluded, t.frozen.officers, t.frozen.officers_out]) {
      for (const one of part) {
        for (const label of [one.label, one.grounds]) {
          const nth = label ? opened.find(label) : -1;
          if (nth >= 0) sealed[nth] = 1;
        }
      }
    }
    for (let nth = 0; nth < opened.size; nth++) {
      if (!sealed[nth]) need(false, "opened", `${opened.key(nth).slice(0, 16)} 不在封存的名单里`);
      if (!opened.holds(nth)) need(false, "opened", `“${opened.text(nth)}”与封存时不同`);
    }
  }

  // Checks one transcript file (Uint8Array). Always answers:
  // {verified, step, why, done: steps passed, transcript?, drawn?, standing?}
  function verify(bytes) {
    const answer = { verified: false, step: "form", why: "", done: [] };
    const passed = (step) => answer.done.push(step);
    try {
      const { transcript: t, frozen, beside } = read(bytes);
      checkList(t.frozen);
      answer.transcript = t;
      passed("form");
      need(sha(frozen) === t.commitment, "commitment", "由名单重算的封存码与记录不同");
      passed("commitment");
      checkSeed(t);
      passed("seed");
      checkVoid(t);
      passed("void");
      if (!empty(t.seed)) {
        const seed = sha(`ticket-v1\nseed\n${t.commitment}\n${t.seed.digits}`);
        answer.drawn = draw(t.frozen, seed, t.changes.length);
        compareResult(t.result, answer.drawn.result);
        passed("result");
        answer.standing = replay(t.changes, t.seed.opened_at, answer.drawn);
        passed("changes");
      } else answer.done.push("result", "changes");
      checkOpened(t);
      passed("opened");
      need(sha(...beside) === t.digest, "digest", "重算的摘要与记录不同");
      passed("digest");
      answer.verified = true;
      answer.step = "";
    } catch (error) {
      if (!(error instanceof Bad)) throw error;
      answer.step = error.step;
      answer.why = error.message;
    }
    return answer;
  }

  // Checks answers of `verify` as the chain of one bureau, in any order: {verified, why, missing}.
  function verifyChain(answers) {
    const line = answers.map((one) => one.transcript).sort((a, b) => (a ? a.frozen.number : 0) - (b ? b.frozen.number : 0));
    const missing = [];
    try {
      need(answers.length > 0 && answers.every((one) => one.verified), "chain", "有记录未通过验算，前后次序无从验算");
      need(new Set(line.map((t) => t.frozen.bureau)).size === 1, "chain", "不是同一单位的记录");
      const known = new Set(line.map((t) => t.frozen.number));
      for (let n = 1; n < line[line.length - 1].frozen.number && missing.length < 100; n++) if (!known.has(n)) missing.push(n);
      need(!missing.length, "chain", `缺第 ${missing.join("、")} 号记录`);
      let before = ZEROS;
      const earlier = new Set([""]);
      line.forEach((t, at) => {
        const { number, previous, of } = t.frozen;
        need(number === at + 1, "chain", `第 ${number} 号记录有两份`);
        need(previous === before, "chain", `第 ${number} 号记录没有接上前一号的封存码`);
        need(earlier.has(of), "chain", `第 ${number} 号记录所补充或替换的抽取不在前面`);
        before = t.commitment;
        earlier.add(before);
      });
    } catch (error) {
      if (!(error instanceof Bad)) throw error;
      return { verified: false, why: error.message, missing };
    }
    return { verified: true, why: "", missing };
  }

  return { verify, verifyChain, outcomes, sha, tickets, STEPS, ORDER };
})();
