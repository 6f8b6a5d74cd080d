// The frozen list, seed, tickets and the draw of ticket-v1: sections 2 to 4.
"use strict";

const ticketDraw = (() => {
  const { need, eachBytes, hex, ZEROS, WHOLE } = ticketForm;

  // ---- the frozen list: what its parts must have in common ---------------------------------------------

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

  // The one of this id in a list that rises by id; undefined if there is none.
  function byId(list, id) {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const at = (low + high) >>> 1;
      if (list[at].id < id) low = at + 1;
      else high = at;
    }
    return low < list.length && list[low].id === id ? list[low] : undefined;
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
    const officers = new Set(f.officers.map((one) => one.id));
    for (const one of f.excluded) good(!byId(f.objects, one.id), `${one.id} 既在名单内又被排除`);
    for (const one of f.officers_out) good(!officers.has(one.id), `${one.id} 既在人员名单内又被排除`);
    good(f.groups.count * f.groups.size <= f.officers.length, "人员不够分组");
    f.barred.forEach(([officer, object], at) => {
      good(officers.has(officer) && byId(f.objects, object), "回避中有名单外的人员或对象");
      const [before, beside] = at ? f.barred[at - 1] : ["", ""];
      good(before < officer || (before === officer && beside < object), "回避未按次序排列");
    });
  }

  // ---- digits and tickets -----------------------------------------------------------------------------

  function checkDigits(parts, digits) {
    let at = 0;
    for (const part of parts) {
      const width = String(part.max).length;
      let before = -1;
      for (let i = 0; i < part.count; i++, at += width) {
        const written = digits.slice(at, at + width);
        need(written.length === width && /^[0-9]+$/.test(written), "seed", "号码位数不足，或有数字以外的字符");
        const number = Number(written);
        need(number >= part.min && number <= part.max, "seed", `号码 ${written} 超出范围`);
        need(!part.set || i === 0 || number > before, "seed", "号码没有从小到大排列");
        before = number;
      }
    }
    need(at === digits.length, "seed", "号码位数过多");
  }

  // Makes tickets of one seed; the part all messages share is hashed once.
  function tickets(seed) {
    const shared = noble.sha256.create();
    eachBytes(`ticket-v1\n${seed}\n`, (bytes) => shared.update(bytes));
    const work = shared.clone();
    const room = new Uint8Array(256);

    // Writes the 32 bytes of T(…) into `out`; what follows the seed is ASCII.
    function into(out, message) {
      for (let i = 0; i < message.length; i++) room[i] = message.charCodeAt(i);
      shared._cloneInto(work);
      work.update(room.subarray(0, message.length)).digestInto(out);
    }

    // The `most` first of `ids` in ticket order, as [{id, ticket}].
    function first(kind, ids, most) {
      const all = new Uint8Array(32 * ids.length);
      const heads = new Float64Array(ids.length);
      const out = new Uint8Array(32);
      ids.forEach((id, at) => {
        into(out, `${kind}\n${id}`);
        all.set(out, 32 * at);
        heads[at] = ((out[0] << 16) | (out[1] << 8) | out[2]) * 16777216 + ((out[3] << 16) | (out[4] << 8) | out[5]);
      });
      const bound = most < ids.length ? Float64Array.from(heads).sort()[most] : Infinity;
      const found = [];
      heads.forEach((head, at) => {
        if (head <= bound) found.push({ id: ids[at], ticket: hex(all.subarray(32 * at, 32 * at + 32)) });
      });
      found.sort(byTicket);
      return found.slice(0, most);
    }

    function one(...what) {
      const out = new Uint8Array(32);
      into(out, what.join("\n"));
      return hex(out);
    }

    return { first, one };
  }

  function byTicket(a, b) {
    if (a.ticket !== b.ticket) return a.ticket < b.ticket ? -1 : 1;
    return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  }

  // ---- the draw ---------------------------------------------------------------------------------------

  const up = (millionths) => Math.floor((millionths + WHOLE - 1) / WHOLE);

  function quotas(f) {
    const rows = new Map(f.strata.map((one) => [one.id, { stratum: one.id, register: 0, eligible: 0, due: 0, taken: 0 }]));
    for (const one of f.objects) {
      rows.get(one.stratum).register++;
      rows.get(one.stratum).eligible++;
    }
    for (const one of f.excluded) rows.get(one.stratum).register++;
    const pool = [];
    f.strata.forEach((one, at) => {
      const row = rows.get(one.id);
      const parts = row.register * one.ratio_ppm;
      if (one.take === "count") row.due = one.count;
      else if (one.take === "all") row.due = row.eligible;
      else if (one.take === "ratio") row.due = parts === 0 ? 0 : Math.max(one.minimum, up(parts));
      else {
        row.due = Math.floor(parts / WHOLE);
        pool.push({ row, parts, rest: parts % WHOLE, at });
      }
    });
    let left = up(pool.reduce((sum, one) => sum + one.parts, 0)) - pool.reduce((sum, one) => sum + one.row.due, 0);
    pool.sort((a, b) => b.rest - a.rest || a.at - b.at);
    for (const one of pool) if (left-- > 0) one.row.due++;
    let registers = 0;
    let sum = 0;
    for (const row of rows.values()) {
      row.taken = Math.min(row.due, row.eligible);
      registers += row.register;
      sum += row.taken;
    }
    let lack = up(registers * f.floor_ppm) - sum;
    for (const id of f.top_up) {
      const more = Math.max(0, Math.min(lack, rows.get(id).eligible - rows.get(id).taken));
      rows.get(id).taken += more;
      lack -= more;
    }
    return [...rows.values()];
  }

  // Section 4, number 5.
  function ruleBook(f) {
    const officer = new Map(f.officers.map((one) => [one.id, { ...one, areas: new Set(one.areas), skills: new Set(one.skills) }]));
    const barred = new Map();
    for (const [who, what] of f.barred) barred.set(what, (barred.get(what) || new Set()).add(who));
    const object = (id) => byId(f.objects, id);

    function covers(team, thing) {
      const near = (m) => thing.area === "" || officer.get(m).areas.has(thing.area) || officer.get(m).areas.has("*");
      return team.every(near) && thing.needs.every((skill) => team.some((m) => officer.get(m).skills.has(skill)));
    }

    function may(team, id) {
      const bars = barred.get(id);
      return !(bars && team.some((m) => bars.has(m))) && covers(team, object(id));
    }

    const persons = (team) => team.reduce((sum, m) => sum + officer.get(m).persons, 0);
    return { officer, object, barred, covers, may, persons };
  }

  // Section 4, number 6. `order` are objects in ticket order; groups are counted from 0 here. Returns a group or -1 each.
  function match(order, groups, rules) {
    const kinds = new Map();
    const home = new Map();
    groups.forEach((team, g) => team.forEach((m) => home.set(m, g)));
    const things = order.map((id) => {
      const thing = rules.object(id);
      const key = JSON.stringify([thing.area, thing.needs]);
      if (!kinds.has(key)) {
        const able = groups.map((_, g) => g).filter((g) => rules.covers(groups[g], thing));
        kinds.set(key, { able, seen: -1 });
      }
      const kind = kinds.get(key);
      const closed = new Set([...(rules.barred.get(id) || [])].map((m) => home.get(m)));
      return { kind, able: closed.size ? kind.able.filter((g) => !closed.has(g)) : kind.able };
    });
    const held = groups.map(() => []);
    const at = new Int32Array(order.length).fill(-1);
    const stamp = new Int32Array(groups.length).fill(-1);
    const source = new Int32Array(groups.length);
    const moved = new Int32Array(groups.length);
    const loads = [groups.length];
    let least = 0;
    for (let o = 0; o < order.length; o++) {
      const found = [];
      let goal = -1; // the first found whose load is the least of all: none found later can be better
      const take = (g, by, p) => {
        if (stamp[g] === o || goal >= 0) return;
        stamp[g] = o;
        source[g] = by;
        moved[g] = p;
        found.push(g);
        if (held[g].length === least) goal = g;
      };
      for (const g of things[o].able) take(g, -1, -1);
      if (!found.length) continue;
      for (let i = 0; i < found.length && goal < 0; i++) {
        for (const p of held[found[i]]) {
          if (things[p].kind.seen === o) continue;
          for (const g of things[p].able) take(g, found[i], p);
          if (things[p].able === things[p].kind.able) things[p].kind.seen = o;
        }
      }
      if (goal < 0) goal = found.reduce((best, g) => (held[g].length < held[best].length ? g : best));
      loads[held[goal].length]--;
      loads[held[goal].length + 1] = (loads[held[goal].length + 1] || 0) + 1;
      while (!loads[least]) least++;
      let g = goal;
      while (source[g] >= 0) {
        const p = moved[g];
        held[source[g]].splice(held[source[g]].indexOf(p), 1);
        const later = held[g].findIndex((other) => other > p);
        held[g].splice(later < 0 ? held[g].length : later, 0, p);
        at[p] = g;
        g = source[g];
      }
      held[g].push(o);
      at[o] = g;
    }
    return at;
  }

  function draw(f, seed, leaving) {
    const rules = ruleBook(f);
    const rows = quotas(f);
    const ticket = tickets(seed);
    const spare = new Map();
    const picked = [];
    const names = new Map(f.strata.map((one) => [one.id, []]));
    for (const one of f.objects) names.get(one.stratum).push(one.id);
    f.strata.forEach((stratum, s) => {
      const { taken } = rows[s];
      const line = ticket.first("object", names.get(stratum.id), taken + leaving);
      spare.set(stratum.id, line.slice(taken).map((one) => one.id));
      line.slice(0, taken).forEach((one, at) => {
        const items = stratum.items_pool.map((item) => ({ id: item, ticket: ticket.one("item", one.id, item) }));
        items.sort(byTicket);
        picked.push({
          id: one.id, ticket: one.ticket, stratum: stratum.id, position: at + 1,
          batch: Math.floor((at * stratum.batches) / taken) + 1, group: 0,
          items: [...stratum.items_fixed, ...items.slice(0, stratum.items_count).map((item) => item.id)],
        });
      });
    });
    picked.sort(byTicket);
    const { count, size, rest } = f.groups;
    const line = ticket.first("officer", f.officers.map((one) => one.id), f.officers.length).map((one) => one.id);
    const groups = Array.from({ length: count }, (_, g) => line.slice(g * size, g * size + size));
    let reserve = line.slice(count * size);
    if (rest === "join" && count) {
      reserve.forEach((id, i) => groups[i % count].push(id));
      reserve = [];
    }
    groups.forEach((team, g) => need(rules.persons(team) >= 2, "result", `第 ${g + 1} 组不足 2 人，抽取无效`));
    match(picked.map((one) => one.id), groups, rules).forEach((g, at) => (picked[at].group = g + 1));
    const unmatched = count ? picked.filter((one) => !one.group).map((one) => one.id) : [];
    return { result: { seed, quotas: rows, groups, reserve, objects: picked, unmatched }, spare, rules };
  }

  return { byId, outcomes, checkList, checkDigits, tickets, draw };
})();
