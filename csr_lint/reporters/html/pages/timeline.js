// The call from left to right: by the clock where the file has times, else by words.
const timed = (call) => !call.typed && call.rows.some((row) => row.at !== null && row.until !== null);
const wordsOf = (row) => row.said.map((piece) => (typeof piece === "string" ? piece : piece[0])).join("");
const stretchOf = (call) => {
  if (timed(call)) {
    const known = call.rows.filter((row) => row.at !== null);
    const first = Math.min(0, ...known.map((row) => row.at));
    const last = Math.max(call.duration || 0, ...known.map((row) => row.until ?? row.at));
    const whole = Math.max(1, last - first);
    return { first, last, rows: call.rows.map((row) => (row.at === null ? null : [(row.at - first) / whole, ((row.until ?? row.at) - first) / whole])) };
  }
  const lengths = call.rows.map((row) => wordsOf(row).length + 20);
  const whole = lengths.reduce((sum, one) => sum + one, 0) || 1;
  let before = 0;
  return { rows: lengths.map((one) => [before / whole, (before += one) / whole]) };
};
const percent = (share) => `${(100 * Math.min(1, Math.max(0, share))).toFixed(2)}%`;
const bar = (from, to, look, title) => {
  const made = make("i", { class: look, title });
  made.style.left = percent(from);
  made.style.width = percent(to - from);
  return made;
};
const placeOf = (row, span, number) => {
  let before = 0;
  let all = 0;
  let found = null;
  for (const piece of row.said) {
    const words = typeof piece === "string" ? piece : piece[0];
    if (found === null && typeof piece !== "string" && piece[1].includes(number)) found = before;
    before += words.length;
    all += words.length;
  }
  return span[0] + (span[1] - span[0]) * ((found || 0) / Math.max(1, all));
};
const marksOf = (call, spans, wanted) =>
  call.rows.flatMap((row, k) =>
    (row.remarks || []).filter((number) => spans[k] && wanted(call.remarks[number])).map((number) => ({
      remark: call.remarks[number], row, at: placeOf(row, spans[k], number),
    }))
  ).sort((a, b) => a.at - b.at);
const markTrack = (marks, to) => {
  const track = make("div", { class: "track" });
  const ends = [];
  const apart = 24 / Math.max(160, Math.min(955, window.innerWidth - (window.innerWidth <= 640 ? 148 : 222))); // a sign's width
  for (const { remark, row, at } of marks) {
    let level = ends.findIndex((end) => at - end >= apart);
    if (level < 0) level = ends.length < 6 ? ends.length : ends.indexOf(Math.min(...ends));
    ends[level] = at;
    const look = looks(remark);
    const said = `${MEANING[look]}: ${[headOf(remark), remark.said].filter(Boolean).join(", ")}; turn ${row.turn}${row.at === null ? "" : `, ${clock(row.at)}`}`;
    const link = make("a", { href: to(row.turn), title: said, "aria-label": said, class: `s-${look}` }, SIGNS[look]);
    link.style.left = percent(Math.min(0.985, Math.max(0.012, at)));
    link.style.top = `${24 * level}px`;
    track.append(link);
  }
  track.style.height = `${24 * Math.max(1, ends.length)}px`;
  return track;
};
const lane = (name, track) => make("div", { class: "lane" }, make("b", {}, name), track);
const speakLanes = (call, spans) =>
  (call.speakers || []).map(([name, role], who) => {
    const track = make("div", { class: "track", "aria-hidden": "true" });
    call.rows.forEach((row, k) => {
      if (row.who === who && spans[k]) track.append(bar(spans[k][0], spans[k][1], role, row.at === null ? `turn ${row.turn}` : `${clock(row.at)} turn ${row.turn}`));
    });
    return lane(make("bdi", {}, name), track);
  });
const clockLane = (call, { first, last }) => {
  const whole = Math.max(1, last - first);
  const track = make("div", { class: "track", "aria-hidden": "true" });
  for (const gap of call.quiet || []) {
    const words = `${gap.hold ? "hold" : "dead air"}, ${Math.round((gap.until - gap.at) / 1000)} s from ${clock(gap.at)}`;
    track.append(bar((gap.at - first) / whole, (gap.until - first) / whole, gap.hold ? "hold" : "silence", words));
  }
  for (const both of call.overlaps || []) {
    track.append(bar((both.at - first) / whole, (both.until - first) / whole, "overlap", `two speak at once from ${clock(both.at)}`));
  }
  return lane("Hold, dead air, overlap", track);
};
const axis = ({ first, last }) => {
  const track = make("div", { class: "track", "aria-hidden": "true" });
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const tick = make("span", {}, clock(first + share * (last - first)));
    tick.style.left = percent(share);
    track.append(tick);
  }
  return lane("", track);
};
const inWords = (call) => {
  const seconds = (list, wanted) => Math.round(list.filter(wanted).reduce((sum, gap) => sum + gap.until - gap.at, 0) / 1000);
  const [holds, airs] = [(call.quiet || []).filter((gap) => gap.hold), (call.quiet || []).filter((gap) => !gap.hold)];
  const all = () => true;
  return [
    holds.length ? `${plural(holds.length, "hold")} (${seconds(holds, all)} s)` : "no long hold",
    airs.length ? `${plural(airs.length, "stretch").replace("stretchs", "stretches")} of dead air (${seconds(airs, all)} s)` : "no dead air",
    (call.overlaps || []).length ? `${plural(call.overlaps.length, "overlap")}` : "nobody talks over another",
  ].join(", ") + ".";
};
const timeline = (call, to) => {
  const stretch = stretchOf(call);
  const clocked = stretch.last !== undefined;
  const work = marksOf(call, stretch.rows, (remark) => remark.kind === "violation");
  const well = marksOf(call, stretch.rows, (remark) => remark.kind === "good" || remark.kind === "kudos");
  const mood = marksOf(call, stretch.rows, (remark) => ["thanks", "low", "signal"].includes(remark.kind));
  const used = [...new Set([...work, ...well, ...mood].map((mark) => looks(mark.remark)))];
  return make("section", { class: "card time", "aria-labelledby": "time" },
    make("h2", { id: "time" }, "The call from beginning to end"),
    make("p", {}, clocked ? `By the clock: ${inWords(call)}` : call.typed ? "Written contact, by the length of what was said." : "The file has no times: by the length of what was said."),
    speakLanes(call, stretch.rows),
    clocked && clockLane(call, stretch),
    work.length ? lane("To work on", markTrack(work, to)) : null,
    well.length ? lane("Done well", markTrack(well, to)) : null,
    mood.length ? lane("The customer's mood and thanks", markTrack(mood, to)) : null,
    clocked && axis(stretch),
    make("ul", { class: "key", "aria-label": "Key" },
      Object.keys(SIGNS).filter((look) => used.includes(look)).map((look) => make("li", {}, sign(look), ` ${MEANING[look]}`)),
      clocked ? [make("li", {}, "▨ hold"), make("li", {}, "▭ dead air"), make("li", {}, "▮ two at once")] : null),
  );
};
