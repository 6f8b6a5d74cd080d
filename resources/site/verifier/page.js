// The page around the verifier: takes files, shows answers. Every text goes in as text, never as markup.
"use strict";

(() => {
  const ROWS = 300;
  const FOUND = 20;
  const CAP = 10n ** 60n;
  const KINDS = { first: "首次抽取", supplement: "补充抽取", replacement: "替换抽取" };
  const TAKES = { ratio: "按比例", pool: "合并按比例", count: "按家数", all: "全部" };
  const VOIDS = {
    held: "本次抽取已作废，号码和结果照录备查。", before: "公开活动举行前已作废，没有结果。",
    "not-held": "活动未举行，请与公开信息核对。",
  };
  const RULES = {
    state: "关停、迁出或注销", cap: "检查次数达到上限", "joint-task": "已列入联合检查", "upper-level": "上级已检查",
    left: "已离岗", leave: "请假", certificate: "执法证已过有效期",
  };
  const place = document.getElementById("answers");
  const drop = document.getElementById("drop");
  const input = document.getElementById("files");
  const pinned = document.getElementById("pin");
  const listed = document.getElementById("keys");
  const WHOSE = { headquarters: "公钥名单里的局服务器公钥", former: "公钥名单里局服务器从前的公钥，在交接以前（签名时间为自述）", device: "公钥名单里本局一台设备的公钥", pinned: "与给定指纹相同的公钥" };
  const given = { records: [], signatures: [], keys: null };

  function el(name, attributes, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    made.append(...inside.flat().filter((one) => one !== "" && one !== null && one !== undefined));
    return made;
  }

  const chip = (text, tone) => el("span", { class: `chip ${tone || ""}` }, text);
  const banner = (tone, head, text) => el("p", { class: `banner ${tone}` }, el("b", {}, head), text);
  const eights = (code) => code.replace(/(.{8})(?=.)/g, "$1 ");
  const rule = (code) => (Object.hasOwn(RULES, code) ? `${RULES[code]}（${code}）` : code);

  // The digits as they are written, number by number.
  function spaced(parts, digits) {
    let at = 0;
    const written = parts.map(({ count, max }) => {
      const width = String(max).length;
      return Array.from({ length: count }, () => digits.slice(at, (at += width))).join(" ");
    });
    return [...written, digits.slice(at)].filter((one) => one).join(" ｜ ");
  }

  // UTC of the file as Beijing time; what is no date stays as it is written.
  function local(time) {
    const at = Date.parse(time);
    return Number.isNaN(at) ? time : new Date(at + 8 * 3600000).toISOString().slice(0, 19).replace("T", " ");
  }

  function table(heads, rows, facts) {
    const body = el("tbody");
    const holder = el("div", { class: "sheet" });
    const add = (from) => {
      for (const cells of rows.slice(from, from + ROWS)) {
        body.append(el("tr", {}, cells.map((cell, i) => {
          const head = heads && heads[i];
          if (facts && i === 0) return el("th", { scope: "row" }, cell);
          return el("td", head && head.kind ? { class: head.kind } : {}, cell);
        })));
      }
      if (from + ROWS < rows.length) {
        const button = el("button", { class: "more", type: "button" }, `再显示 ${Math.min(ROWS, rows.length - from - ROWS)} 行（共 ${rows.length} 行）`);
        button.addEventListener("click", () => {
          button.remove();
          add(from + ROWS);
        });
        holder.append(button);
      }
    };
    const head = heads ? el("thead", {}, el("tr", {}, heads.map((one) => el("th", one.kind === "n" ? { class: "n" } : {}, one.text)))) : "";
    holder.append(el("table", facts ? { class: "facts" } : {}, head, body));
    add(0);
    return holder;
  }

  const col = (text, kind) => ({ text, kind });

  // ---- numbers of possible results --------------------------------------------------------------------

  function choices(n, k, cap) {
    let ways = 1n;
    for (let i = 0; i < Math.min(k, n - k) && ways < cap; i++) ways = (ways * BigInt(n - i)) / BigInt(i + 1);
    return ways < cap ? ways : cap;
  }

  function possible(t, quotas) {
    const times = (a, b) => (a * b < CAP ? a * b : CAP);
    const source = t.frozen.source.parts.reduce((ways, part) => times(ways, ticketV1.outcomes(part, CAP)), 1n);
    const lists = quotas.reduce((ways, row) => times(ways, choices(row.eligible, row.taken, CAP)), 1n);
    return source < lists ? source : lists;
  }

  function large(number) {
    const text = String(number);
    if (number >= CAP) return "10 的 60 次方以上";
    return text.length <= 9 ? text : `约 ${text[0]}.${text.slice(1, 3)} × 10 的 ${text.length - 1} 次方`;
  }

  // ---- one answer -------------------------------------------------------------------------------------

  function names(t) {
    const { byId } = ticketDraw;
    const { frozen: f, opened } = t;
    const told = (one) => {
      const nth = one && one.label ? opened.find(one.label) : -1;
      return nth < 0 ? "" : opened.text(nth);
    };
    const shown = (find) => (id) => {
      const name = told(find(id));
      return name ? `${name}（${id}）` : id;
    };
    const lists = {}; // names of a whole part are only made when somebody looks for one
    const list = (part) => (lists[part] ||= f[part].map(told));
    return { object: shown((id) => byId(f.objects, id) || byId(f.excluded, id)), officer: shown((id) => byId(f.officers, id)), list };
  }

  function walk(answer, signed) {
    const signature = { matches: ["签名：相符", "good"], refused: ["签名：未通过", "bad"], none: ["签名：没有给出", "care"] };
    return el("ol", { class: "walk" }, ticketV1.ORDER.map((step) => {
      const done = answer.done.includes(step);
      const here = answer.step === step;
      return el("li", {}, chip(`${ticketV1.STEPS[step]}：${done ? "通过" : here ? "未通过" : "未验"}`, done ? "good" : here ? "bad" : ""));
    }), el("li", {}, chip(...signature[signed.state])));
  }

  // What the signature proves, and what it leaves open.
  function signatureProofs(signed) {
    if (signed.state === "refused") return [[], ["见证人、作废、存证、公开的名称等：签名未通过，不能采信。"]];
    if (signed.state === "none") return [[], ["见证人、作废、存证、公开的名称等：没有给出签名文件，只凭文件自述。"]];
    const own = drawSignature.fours(signed.fingerprint);
    const yes = ["文件与签名时一字不差，见证人、作废、存证、公开的名称等也在内。"];
    if (signed.standing === "unknown") return [yes, [`签名的公钥是谁的：请把指纹 ${own} 与公示网站、纸质抽取记录上印的逐组核对，或一并选择公钥名单 keys.json。核对以前，签名只说明文件与某人签名时相同。`]];
    yes.push(`签名的是${WHOSE[signed.standing]}${signed.until ? `（名单截至 ${signed.until}）` : ""}。`);
    const open = signed.list && !signed.pinned ? [`公钥名单是谁的：由指纹 ${drawSignature.fours(signed.list)} 签名，请与纸质抽取记录上印的逐组核对。`] : [];
    if (open.length && signed.lost) open.push("名单声明局服务器从前的公钥遗失或者泄露：须以单位公告上印的新指纹为准。");
    return [yes, open];
  }

  function proofs(answer, t, signed) {
    const drawn = answer.verified && answer.drawn;
    const [signedYes, signedNo] = signatureProofs(signed);
    const yes = signed.state === "refused" ? ["没有。签名未通过的记录不能采信。"] : drawn
      ? ["结果由封存的名单、规则和随机号码唯一得出，任何人重算都得同一结果。", "递补替换每一次都是次序上的下一个。", "名单、人员和规则与记录里的封存码相符，改动一处封存码就不同。"]
      : answer.verified ? ["名单与封存码相符；这次抽取没有结果。"] : ["没有。未通过验算的记录什么也不能证明。"];
    if (answer.verified) yes.push(...signedYes);
    const no = [
      ...signedNo,
      `名单和人员是否齐全：请将名录家数（${t.frozen.objects.length + t.frozen.excluded.length} 家）与公布的名录核对。`,
      "公开活动是否真实、公正：请与公开信息或现场见证人核对。",
      t.anchors.length ? "封存先于公开活动：除下列佐证外无从核对。" : "封存先于公开活动：记录没有佐证，仅为自述。",
      "封存码是否就是事前公布的那一个：请逐位比对。",
    ];
    const items = (texts) => el("ul", {}, texts.map((text) => el("li", {}, text)));
    return el("div", { class: "pair" }, el("div", {}, el("h3", {}, "已证明"), items(yes)), el("div", {}, el("h3", {}, "未证明"), items(no)));
  }

  function facts(answer, t, signed) {
    const { frozen: f, seed } = t;
    const title = typeof f.note.title === "string" ? f.note.title : "";
    const code = (text) => el("span", { class: "code" }, text);
    const rows = [
      ["单位和编号", `${f.bureau}，第 ${f.number} 号，${KINDS[f.kind]}`],
      title ? ["名称", title] : null,
      ["封存码", code(eights(t.commitment))],
      ["上一号的封存码", f.number === 1 ? "无（第 1 号）" : code(eights(f.previous))],
      f.of ? ["所补充或替换的抽取", code(eights(f.of))] : null,
      ["封存时间", local(f.frozen_at)],
      ["公开活动", `${f.source.name}，${local(f.source.event_at)}`],
      seed.digits ? ["随机号码", code(spaced(f.source.parts, seed.digits))] : null,
      seed.digits ? ["录入", `${seed.entered.map((one) => one.by).join("、")} 各录入一次，${local(seed.opened_at)}`] : null,
      seed.digits ? ["见证人", seed.witnesses.join("、") || "无"] : null,
      answer.drawn ? ["起算值（seed）", code(eights(answer.drawn.result.seed))] : null,
      answer.drawn ? ["可能的结果", `${large(possible(t, answer.drawn.result.quotas))} 种`] : null,
      ["次序的佐证", t.anchors.length ? code(t.anchors.map((one) => (typeof one === "string" ? one : JSON.stringify(one))).join("；")) : "仅为自述"],
      t.void.event ? ["作废", `${VOIDS[t.void.event]}${local(t.void.at)}，${t.void.approver} 批准：${t.void.reason}`] : null,
      ["摘要", code(eights(t.digest))],
      signed.fingerprint ? ["签名公钥指纹", code(drawSignature.fours(signed.fingerprint))] : null,
      signed.state === "matches" ? ["签名时间", `${local(signed.signedAt)}（自述）`] : null,
    ];
    return table(null, rows.filter((one) => one), true);
  }

  function drawnParts(answer, t, called) {
    const { result } = answer.drawn;
    const { groups, teams } = answer.standing;
    const left = new Set(t.changes.filter((one) => one.what === "object").map((one) => one.out));
    const drawn = new Set(result.objects.map((one) => one.id));
    const come = [...groups.keys()].filter((id) => !drawn.has(id));
    const team = (ids) => ids.map(called.officer).join("、") || "无";
    const take = new Map(t.frozen.strata.map((one) => [one.id, one.take]));
    const rows = result.objects.map((one) => [
      called.object(one.id), one.stratum, one.position, one.batch, el("span", { class: "code" }, one.ticket.slice(0, 16)),
      one.group ? `第 ${one.group} 组` : "未分派", one.items.join("、") || "—",
      left.has(one.id) ? chip("已退出", "care") : team(teams.get(one.id)),
    ]);
    for (const id of come) {
      const g = groups.get(id);
      rows.push([called.object(id), "—", "递补", "—", "—", g ? `第 ${g} 组` : "未分派", "—", team(teams.get(id))]);
    }
    return [
      el("h3", {}, "应抽数量"),
      table(
        [col("类别"), col("方式"), col("名录家数", "n"), col("可抽", "n"), col("应抽", "n"), col("抽取", "n")],
        result.quotas.map((q) => [q.stratum, TAKES[take.get(q.stratum)], q.register, q.eligible, q.due, q.taken]),
      ),
      el("h3", {}, `抽中的对象和检查人员（${result.objects.length} 家）`),
      table(
        [col("对象", "id"), col("类别"), col("位次", "n"), col("批次", "n"), col("随机值开头"), col("组", "id"), col("事项"), col("现在的检查人员")],
        rows,
      ),
      el("h3", {}, "分组"),
      table(null, [
        ...result.groups.map((ids, g) => [`第 ${g + 1} 组`, team(ids)]),
        ["候补（按次序）", team(result.reserve)],
        ...(result.unmatched.length ? [["未能分派的对象", result.unmatched.map(called.object).join("、")]] : []),
      ], true),
      ...(t.changes.length ? [el("h3", {}, "递补替换"), changes(t, called)] : []),
    ];
  }

  function changes(t, called) {
    return table(
      [col("时间", "id"), col("退出"), col("递补"), col("涉及的对象"), col("理由"), col("批准")],
      t.changes.map((one) => [
        local(one.at), called[one.what](one.out), one.in ? called[one.what](one.in) : "无人可递补",
        one.objects.map(called.object).join("、") || "—", rule(one.reason), one.approver,
      ]),
    );
  }

  function finder(answer, t, called) {
    const field = el("input", { type: "search", placeholder: "编号或已公开的名称", "aria-label": "查编号或名称", autocomplete: "off" });
    const found = el("div");
    const show = () => {
      const asked = field.value.trim();
      found.replaceChildren();
      if (!asked) return;
      const hits = [];
      for (const part of ["objects", "excluded", "officers", "officers_out"]) {
        const own = called.list(part);
        for (const [at, one] of t.frozen[part].entries()) {
          const name = own[at];
          if (one.id === asked.toUpperCase() || (name && name.includes(asked))) hits.push([part, one, name]);
          if (hits.length > FOUND) break;
        }
      }
      const exact = hits.length === 1;
      found.append(...hits.slice(0, FOUND).map(([part, one, name]) =>
        el("div", { class: "card" }, el("p", {}, el("b", {}, name ? `${name}（${one.id}）` : one.id)), told(part, one, exact).map((line) => el("p", {}, line)))));
      if (!hits.length) found.append(el("div", { class: "card" }, "记录里没有这个编号，也没有公开这个名称。名称未公开的，请向公示单位查询编号。"));
    };

    function told(part, one, exact) {
      if (part === "excluded") return [`在名录内，没有参加抽取：${rule(one.rule)}。`];
      if (part === "officers_out") return [`没有参加分组：${rule(one.rule)}。`];
      if (!answer.drawn) return ["在封存的名单内；这份记录没有可用的结果。"];
      const { result } = answer.drawn;
      if (part === "officers") {
        const g = result.groups.findIndex((ids) => ids.includes(one.id)) + 1;
        return [g ? `第 ${g} 组。` : `候补第 ${result.reserve.indexOf(one.id) + 1} 位。`];
      }
      const quota = result.quotas.find((q) => q.stratum === one.stratum);
      const hit = result.objects.find((o) => o.id === one.id);
      const lines = [hit
        ? `抽中：“${one.stratum}”类可抽 ${quota.eligible} 家，抽 ${quota.taken} 家，排第 ${hit.position} 位，第 ${hit.batch} 批，${hit.group ? `第 ${hit.group} 组` : "未分派"}。`
        : `未抽中：“${one.stratum}”类可抽 ${quota.eligible} 家，抽 ${quota.taken} 家。`];
      if (t.changes.some((c) => c.what === "object" && c.out === one.id)) lines.push("后来已退出，见“递补替换”。");
      if (t.changes.some((c) => c.what === "object" && c.in === one.id)) lines.push("后来递补进入检查，见“递补替换”。");
      if (!exact) return lines;
      const tickets = ticketV1.tickets(result.seed);
      const mine = tickets.one("object", one.id);
      if (!hit) {
        const before = (o) => {
          const other = tickets.one("object", o.id);
          return other < mine || (other === mine && o.id < one.id);
        };
        const rank = t.frozen.objects.filter((o) => o.stratum === one.stratum && before(o)).length + 1;
        lines.push(`按随机值从小到大排第 ${rank} 位。`);
      }
      lines.push(el("span", {}, "随机值 ", el("span", { class: "code" }, mine)));
      lines.push(el("span", {}, "自己计算：", el("span", { class: "code" }, `printf 'ticket-v1\\n%s\\nobject\\n%s' ${result.seed} ${one.id} | sha256sum`)));
      return lines;
    }

    field.addEventListener("input", show);
    return [el("h3", {}, "查一家"), el("div", { class: "find" }, field, el("span", { class: "soft" }, "输入编号，看是否在名录内、是否抽中、为什么没有参加")), found];
  }

  function show(name, answer, signed) {
    const t = answer.transcript;
    const title = t ? `第 ${t.frozen.number} 号抽取` : name;
    const good = answer.verified && signed.state !== "refused";
    const part = el("section", {}, el("h2", {}, title, chip(good ? "已验算" : "未通过", good ? "good" : "bad")));
    if (t) part.append(el("p", { class: "soft" }, name));
    if (!answer.verified) part.append(banner("bad", `未通过，停在“${ticketV1.STEPS[answer.step]}”。`, answer.why));
    else if (!good) part.append(banner("bad", "未通过，停在“签名”。", `${signed.why}。不要采信这份记录，请从公示网站重新下载。`));
    else part.append(banner("good", "已验算。", answer.drawn ? "结果与重算的完全一致。" : "记录前后一致，没有抽取结果。"));
    if (good && signed.state === "none") part.append(banner("care", "没有给出签名文件。", "见证人、作废、存证、公开的名称等没有被封存码盖住，只凭文件自述。请一并选择记录旁的签名文件。"));
    if (good && signed.standing === "unknown") part.append(banner("care", "签名相符，公钥待核对。", `请把指纹 ${drawSignature.fours(signed.fingerprint)} 与纸质抽取记录上印的逐组核对，或填在上面。`));
    if (answer.verified && t.void.event) part.append(banner("care", "已作废。", VOIDS[t.void.event]));
    part.append(walk(answer, signed));
    if (!t) return part;
    const called = names(t);
    part.append(proofs(answer, t, signed));
    if (good) part.append(...finder(answer, t, called));
    part.append(el("h3", {}, "这份记录"), facts(answer, t, signed));
    if (good) {
      if (answer.drawn) part.append(...drawnParts(answer, t, called));
      const out = [...t.frozen.excluded.map((one) => [called.object(one.id), one.stratum, rule(one.rule)]),
        ...t.frozen.officers_out.map((one) => [one.id, "人员", rule(one.rule)])];
      if (out.length) part.append(el("h3", {}, `没有参加的（${out.length}）`), table([col("编号", "id"), col("类别"), col("理由")], out));
    }
    return part;
  }

  // ---- several files ----------------------------------------------------------------------------------

  async function take(files) {
    place.replaceChildren(banner("", "正在验算。", `${files.length} 个文件`));
    await new Promise((done) => setTimeout(done, 30));
    const records = [];
    const signatures = [];
    for (const file of files) {
      try {
        const bytes = new Uint8Array(await file.arrayBuffer());
        const kind = drawSignature.kindOf(file.name, bytes);
        if (kind === "keys") given.keys = { name: file.name, bytes };
        else if (kind === "signature") signatures.push({ name: file.name, bytes, for: drawSignature.aim(bytes) });
        else records.push({ name: file.name, bytes, digest: once(() => ticketV1.sha(bytes)), answer: ticketV1.verify(bytes) });
      } catch (error) {
        records.push({ name: file.name, answer: null, error });
      }
    }
    const number = (one) => (one.answer && one.answer.transcript ? one.answer.transcript.frozen.number : 0);
    records.sort((a, b) => number(a) - number(b));
    if (records.length) [given.records, given.signatures] = [records, signatures]; // else they belong to what is there
    else given.signatures.push(...signatures);
    tell();
  }

  // Asked again, a thing once computed is not computed again.
  function once(compute) {
    let found = null;
    return () => (found ??= compute());
  }

  // The signature of a record: by the file it is over, by its name, by its number, or the only one there is.
  function signatureOf(record) {
    const beside = `${record.name.replace(/\.json$/, "")}.sig.json`;
    const { transcript } = record.answer;
    const only = given.records.length === 1 && given.signatures.length === 1;
    return given.signatures.find((one) => one.for.sha256 === record.digest()) ||
      given.signatures.find((one) => one.name === beside) ||
      given.signatures.find((one) => only || (transcript && one.for.number === transcript.frozen.number));
  }

  function tell() {
    const pin = drawSignature.pinOf(pinned.value);
    pinned.setAttribute("aria-invalid", String(pin === null));
    listed.textContent = given.keys ? `已选公钥名单：${given.keys.name}` : "";
    const { records } = given;
    place.replaceChildren();
    if (pin === null) place.append(banner("bad", "公钥指纹不完整。", "指纹是 8 组、每组 4 位的十六进制数字，请照纸质抽取记录核对；现在没有按它核验。"));
    if (!records.length && (given.signatures.length || given.keys)) place.append(banner("care", "还没有选择抽取记录。", "签名文件和公钥名单要与抽取记录一起核验。"));
    if (records.length > 1) {
      const chain = ticketV1.verifyChain(records.every((one) => one.answer) ? records.map((one) => one.answer) : []);
      place.append(el("h2", {}, "前后次序", chip(chain.verified ? "已验算" : "未通过", chain.verified ? "good" : "bad")), chain.verified
        ? banner("good", "相接。", `${records.length} 份记录编号从 1 起连续，每一份都接着前一份的封存码。`)
        : banner("bad", "未通过，停在“前后次序”。", chain.why));
    }
    const used = new Set();
    for (const record of records) {
      const { name, answer, bytes, error } = record;
      if (!answer) {
        place.append(banner("bad", `${name}：读不出来或太大。`, String(error && error.message)));
        continue;
      }
      const signature = signatureOf(record);
      used.add(signature);
      const signed = drawSignature.judge(bytes, answer.transcript && answer.transcript.frozen,
        signature ? signature.bytes : null, given.keys && given.keys.bytes, pin === null ? "" : pin, record.digest);
      place.append(show(name, answer, signed));
    }
    for (const one of records.length ? given.signatures : []) {
      if (!used.has(one)) place.append(banner("care", `${one.name}：`, "所选的抽取记录里没有这个签名文件所签的那一份。"));
    }
  }

  input.addEventListener("change", () => {
    if (input.files.length) take([...input.files]);
    input.value = "";
  });
  pinned.addEventListener("change", tell);
  pinned.addEventListener("input", () => {
    if (drawSignature.pinOf(pinned.value)) tell();
  });
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  document.addEventListener("dragleave", () => drop.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) take([...event.dataTransfer.files]);
  });
})();
