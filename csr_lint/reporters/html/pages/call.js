// A call's page: its head, the timeline, the transcript with what was seen in place, and what to take along.
const spoken = (call, row) =>
  row.said.map((piece) => {
    if (typeof piece === "string") return piece;
    const found = piece[1].map((number) => call.remarks[number]);
    const rank = ["violation", "low", "signal", "thanks", "kudos", "good", "health"];
    const first = rank.map((kind) => found.find((remark) => remark.kind === kind)).find(Boolean);
    const names = [...new Set(found.map((remark) => `${MEANING[looks(remark)]}: ${headOf(remark) || remark.said}`))].join("; ");
    return make("mark", { class: `${first.kind} ${first.kind === "violation" ? severityOf(first.code) : ""}`.trim(), title: names, "data-of": piece[1].join(" ") }, piece[0]);
  });
const remarkLine = (call, number) => {
  const remark = call.remarks[number];
  const rule = rules[remark.code] || {};
  const look = looks(remark);
  const told = remark.said || (remark.kind === "violation" || remark.kind === "signal" ? rule.message : "");
  const name = headOf(remark);
  const head = name ? make("b", {}, name) : null;
  return make("li", { "data-remark": number }, sign(look), make("span", {},
    make("span", { class: "hidden" }, `${MEANING[look]}: `), head, head && told ? ": " : "", told || "",
    remark.agent ? [" (", make("bdi", {}, remark.agent), ")"] : null, " ", make("span", { class: "code" }, remark.code)));
};
const rowOf = (call, row) => {
  const [name, role] = call.speakers[row.who];
  return make("li", { class: `row ${role}`, id: `turn-${row.turn}`, tabindex: "-1" },
    make("div", { class: "when" }, make("span", { class: "hidden" }, "turn "), `${row.turn}`, row.at === null ? "" : ` · ${clock(row.at)}`),
    make("div", {},
      make("p", { class: "who" }, make("bdi", {}, name), ["other", "unknown"].includes(role) ? ` (${role === "other" ? "recording or menu" : "side unknown"})` : ""),
      make("p", { class: "words", dir: "auto" }, spoken(call, row)),
      (row.remarks || []).length ? make("ul", { class: "remarks" }, row.remarks.map((number) => remarkLine(call, number))) : null));
};
const talk = (call) => {
  const list = make("ol");
  const quiet = [...(call.quiet || [])];
  for (const row of call.rows) {
    while (quiet.length && row.at !== null && quiet[0].until <= row.at) {
      const gap = quiet.shift();
      list.append(make("li", { class: "pause" }, `${Math.round((gap.until - gap.at) / 1000)} s ${gap.hold ? "on hold" : "of silence"}`));
    }
    const made = rowOf(call, row);
    if (list.querySelector(`#turn-${row.turn}`)) made.removeAttribute("id");
    list.append(made);
  }
  return make("section", { class: "card talk", "aria-labelledby": "talk" }, make("h2", { id: "talk" }, "What was said"), list);
};
const places = (topic, to) =>
  make("ul", {}, (topic.places || []).map((place) => make("li", {},
    place.turn ? [make("a", { href: to(place.turn) }, `turn ${place.turn}`), " "] : null,
    make("bdi", {}, place.words || ""), place.agent ? [" (", make("bdi", {}, place.agent), ")"] : null)));
const topicOf = (topic, to, { look, advice }) => {
  const rule = rules[topic.code] || {};
  const severity = look === undefined ? rule.severity : look;
  return make("div", { class: "topic" },
    make("h3", {}, sign(severity), " ", nameOf(topic.code), " ", make("span", { class: "code" }, topic.code,
      look === undefined ? ` ${MEANING[severity]}${rule.critical ? ", fails the call" : ""}` : "")),
    topic.said || rule.message ? make("p", {}, topic.said || rule.message) : null,
    places(topic, to),
    advice && rule.advice ? make("p", { class: "instead" }, make("b", {}, "Instead: "), rule.advice) : null,
    advice && rule.why ? make("details", {}, make("summary", {}, "Why it matters"), make("p", {}, rule.why)) : null);
};
const card = (id, title, more, ...children) =>
  make("section", { class: `card ${more}`, "aria-labelledby": id }, make("h2", { id }, title), ...children);
const customer = (call, to) => {
  const scales = (call.scales || []).map((scale) => make("div", { class: "topic" },
    make("h3", {}, nameOf(scale.code), ": ", scale.value === undefined ? "–" : `${scale.value} of 4`),
    scale.value === undefined && scale.said ? make("p", { class: "quiet" }, scale.said) : null, places(scale, to)));
  const signals = (call.signals || []).map((topic) => topicOf(topic, to, { look: "signal" }));
  return scales.length || signals.length ? card("customer", "The customer", "", scales, signals) : null;
};
const points = (number, decimals = 1) => number.toFixed(decimals);
const theSum = (call) => {
  if (!(call.sum || []).length) return null;
  const earning = call.sum.filter((line) => line.weight);
  const [earned, weight] = [earning.reduce((sum, line) => sum + (line.earned || 0), 0), earning.reduce((sum, line) => sum + line.weight, 0)];
  const line = (code, detail, last) => make("tr", {}, make("td", {}, make("span", { class: "code" }, code), " ", code ? nameOf(code) : "", detail ? make("div", { class: "quiet" }, detail) : null), make("td", {}, last));
  return card("sum", "How the score adds up", "", make("table", { class: "sum" },
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "rule"), make("th", { scope: "col" }, "points"))),
    make("tbody", {}, earning.map((one) => line(one.code, one.detail, `${points(one.earned || 0)} of ${points(one.weight)}`)),
      weight ? line("", `100 × ${points(earned)} / ${points(weight)}`, points((100 * earned) / weight)) : null,
      call.sum.filter((one) => !one.weight).map((one) => line(one.code, one.detail, one.lost ? `−${points(one.lost)}` : "0.0"))),
    make("tfoot", {}, make("tr", {}, make("th", { scope: "row" }, "score"), make("td", {}, call.score)))));
};
const leftOut = (call) => {
  if (!(call.unjudged || []).length) return null;
  return card("left-out", "Not judged", "", make("ul", { class: "plain" }, call.unjudged.map(([reason, codes]) =>
    make("li", {}, reason, " ", make("span", { class: "code" }, codes.length > 6 ? plural(codes.length, "rule") : codes.join(" "))))));
};
const transcript = (call, to) => {
  const health = (call.health || []).map((topic) => topicOf(topic, to, { look: "health" }));
  const notes = (call.notes || []).length ? make("ul", { class: "plain quiet" }, call.notes.map((note) => make("li", {}, note))) : null;
  return health.length || notes ? card("transcript", "The transcript", "", health, notes) : null;
};
const beside = (call, to) => {
  const work = (call.work || []).map((topic) => topicOf(topic, to, { advice: true }));
  const good = (call.good || []).map((topic) => topicOf(topic, to, { look: "kudos" }));
  return make("div", { class: "beside" },
    good.length ? card("kudos", "Kudos", "kudos-card", good) : null,
    card("work", "To work on", "first-card", work.length ? work : make("p", {}, "Nothing to work on in what could be judged.")),
    customer(call, to));
};
const scoreOf = (call) => {
  const look = call.failed || Number(call.score) < 50 ? "bad" : call.score === "–" ? "none" : Number(call.score) < 75 ? "fair" : "fine";
  return make("div", { class: `score ${look}` }, make("b", {}, call.score), make("span", {}, call.failed ? "failed" : call.band || "no score"));
};
const callView = (call, to, steps) => [
  steps,
  make("div", { class: "call-head" }, scoreOf(call), make("div", {},
    make("h1", { id: "call-name", tabindex: "-1" }, make("bdi", {}, call.id)), make("p", { class: "facts" }, make("bdi", {}, call.facts.join(" · "))))),
  call.care ? make("p", { class: "note" }, call.care) : null,
  (call.categories || []).length ? make("ul", { class: "parts", "aria-label": "Scores by category" }, call.categories.map(([name, score]) => make("li", {}, `${name} `, make("b", {}, score)))) : null,
  call.rows.length ? timeline(call, to) : null,
  make("div", { class: "sides" }, beside(call, to), make("div", { class: "told" }, talk(call), theSum(call), leftOut(call), transcript(call, to))),
];
