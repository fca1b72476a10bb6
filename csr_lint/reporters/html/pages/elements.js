// Everything from a transcript goes into text nodes: nothing here reads markup.
const put = (parent, ...children) => {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== "" && child !== false) parent.append(child);
  }
  return parent;
};
const make = (tag, attributes, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "class") made.className = value;
    else if (value !== undefined && value !== null) made.setAttribute(name, value);
  }
  return put(made, ...children);
};
const byId = (id) => document.getElementById(id);
const given = (script) => JSON.parse(script.textContent);
const rules = given(byId("rules"));
const pages = new Map();
for (const script of document.querySelectorAll("script.call")) pages.set(script.dataset.page, script);
// What comes often is written as lists; `fields` says what stands where.
const fields = given(byId("fields"));
const unpacked = (call) => {
  for (const [key, names] of Object.entries(fields)) {
    call[key] = (call[key] || []).map((values) => Object.fromEntries(names.map((name, k) => [name, values[k]])));
  }
  return call;
};
const opened = new Map();
const pageOf = (name) => {
  if (!opened.has(name) && pages.has(name)) opened.set(name, unpacked(given(pages.get(name))));
  return opened.get(name);
};
const clock = (ms) => {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return (ms < 0 ? "-" : "") + (hours ? `${hours}:${two(minutes)}` : minutes) + `:${two(seconds % 60)}`;
};
const nameOf = (code) => (rules[code] ? rules[code].name : code).replaceAll("-", " ");
const SIGNS = { error: "✖", warning: "▲", info: "●", good: "✓", kudos: "★", signal: "◆", thanks: "♥", low: "▼", health: "⚠" };
const MEANING = { error: "error", warning: "warning", info: "hint", good: "done well", kudos: "kudos", signal: "the customer", thanks: "thanks and contentment", low: "low spirits", health: "the transcript" };
const severityOf = (code) => (rules[code] ? rules[code].severity : "info");
const looks = (remark) => (remark.kind === "violation" ? severityOf(remark.code) : remark.kind);
// A step or a mood is named by itself; of the rest, the rule's name says what it is.
const headOf = (remark) => (remark.kind === "good" || (remark.kind === "low" && (rules[remark.code] || {}).kind !== "scale") ? "" : nameOf(remark.code));
const sign = (look) => make("span", { class: `s-${look}`, "aria-hidden": "true" }, SIGNS[look]);
const plural = (number, one) => `${number} ${one}${number === 1 ? "" : "s"}`;
