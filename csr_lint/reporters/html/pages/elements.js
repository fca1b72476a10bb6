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
// Calls come packed, many in a pack; a pack is opened when one of its pages is wanted, or when words are searched.
const packs = new Map();
for (const script of document.querySelectorAll("script.pack")) for (const page of script.dataset.pages.split(" ")) packs.set(page, script);
const inflated = (script) => {
  const signs = atob(script.textContent);
  const bytes = new Uint8Array(signs.length);
  for (let k = 0; k < signs.length; k++) bytes[k] = signs.charCodeAt(k); // twenty times as fast as Uint8Array.from
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
};
const opened = new Map();
const open = (script) => {
  if (!opened.has(script)) opened.set(script, inflated(script));
  return opened.get(script);
};
// What comes often is written as lists; `fields` says what stands where.
const fields = given(byId("fields"));
const unlisted = (call) => {
  const listed = Object.entries(fields).map(([key, names]) => [key, (call[key] || []).map((values) => Object.fromEntries(names.map((name, k) => [name, values[k]])))]);
  return { ...call, ...Object.fromEntries(listed) };
};
const pageOf = async (name) => (packs.has(name) ? unlisted((await open(packs.get(name)))[name]) : null);
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
