// The list of calls: searched, filtered and sorted; what is chosen stands in the address.
const KEYS = ["q", "agent", "rule", "severity", "from", "to", "sort"];
const list = byId("list");
const form = byId("filters");
const index = byId("index") ? given(byId("index")) : [];
const lines = list ? [...list.tBodies[0].rows].map((row, k) => ({ row, k, ...index[k], agents: index[k].agents || [], found: index[k].found || [] })) : [];
const folded = (text) => text.normalize("NFKC").toLowerCase();
// Words are searched once they are unpacked: when somebody begins to type, or an address asks for some.
let hearing = null;
const hearAll = () => (hearing ??= Promise.all([...new Set(packs.values())].map(open)).then((found) => {
  const [said, all] = [fields.rows.indexOf("said"), Object.assign({}, ...found)];
  const words = (row) => row[said].map((piece) => (typeof piece === "string" ? piece : piece[0])).join("");
  for (const line of lines) if (all[line.page]) line.said = [...all[line.page].rows.map(words), ...all[line.page].facts].join("\n");
}).catch(() => null)); // a browser that cannot unpack still searches names
if (form) form.elements.q.addEventListener("focus", hearAll, { once: true });
const heard = (line) => {
  if (line.heard === undefined || line.said !== undefined) {
    const names = line.found.map(([code]) => `${code} ${nameOf(code)} ${rules[code] ? rules[code].name : ""}`);
    line.heard = folded([line.name, line.row.textContent, ...line.agents, ...names, line.said || ""].join("\n"));
    line.said = undefined;
  }
  return line.heard;
};
const fits = (line, wanted) => {
  if (wanted.agent && !line.agents.includes(wanted.agent)) return false;
  if (wanted.from && !(line.date && line.date >= wanted.from)) return false;
  if (wanted.to && !(line.date && line.date <= wanted.to)) return false;
  if (wanted.rule || wanted.severity) {
    const who = wanted.agent ? line.agents.indexOf(wanted.agent) : -1;
    const found = line.found.some(([code, agent]) =>
      (!wanted.rule || code === wanted.rule) && (!wanted.severity || severityOf(code) === wanted.severity) && (who < 0 || agent < 0 || agent === who));
    if (!found) return false;
  }
  return !wanted.q || folded(wanted.q).split(/\s+/).every((word) => heard(line).includes(word));
};
const VALUES = { score: (line) => line.score, name: (line) => line.name, agent: (line) => line.agents[0], date: (line) => line.date, work: (line) => line.work || 0, thanks: (line) => line.thanks };
const sorted = (sort) => {
  const falling = sort.startsWith("-");
  const key = sort.replace("-", "");
  if (!Object.hasOwn(VALUES, key)) return lines;
  const value = VALUES[key];
  return [...lines].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === undefined || y === undefined) return (x === undefined) - (y === undefined) || a.k - b.k;
    const order = typeof x === "string" ? x.localeCompare(y, "en", { numeric: true }) : x - y;
    return (falling ? -order : order) || a.k - b.k;
  });
};
let visible = lines;
let sortedBy = "";
let asked = 0;
const showList = async (wanted) => {
  if (!form) return;
  const mine = ++asked;
  for (const key of KEYS) if (form.elements[key]) form.elements[key].value = wanted[key] || "";
  if (wanted.q) {
    list.setAttribute("aria-busy", "true");
    await hearAll();
    if (mine !== asked) return; // something else was asked for meanwhile
  }
  list.removeAttribute("aria-busy");
  const order = sorted(wanted.sort || "");
  visible = order.filter((line) => fits(line, wanted));
  const shown = new Set(visible);
  for (const line of lines) line.row.hidden = !shown.has(line);
  if (sortedBy !== (wanted.sort || "")) list.tBodies[0].append(...order.map((line) => line.row));
  sortedBy = wanted.sort || "";
  const scored = visible.filter((line) => line.score !== undefined);
  const mean = scored.length ? ` · mean score ${(scored.reduce((sum, line) => sum + line.score, 0) / scored.length).toFixed(1)}` : "";
  const chosen = ["q", "agent", "rule", "severity", "from", "to"].filter((key) => wanted[key]).map((key) => `${key === "q" ? "words" : key} ${wanted[key]}`);
  byId("shown").replaceChildren((visible.length < lines.length ? `${visible.length} of ${plural(lines.length, "call")}` : plural(lines.length, "call")) + mean,
    make("span", { id: "chosen" }, chosen.length ? ` · ${chosen.join(", ")}` : ""));
  byId("nothing").hidden = visible.length > 0;
  list.hidden = visible.length === 0;
  for (const head of list.tHead.querySelectorAll("th")) {
    const own = (wanted.sort || "").replace("-", "") === head.dataset.sort;
    head.setAttribute("aria-sort", own ? (wanted.sort.startsWith("-") ? "descending" : "ascending") : "none");
  }
};
