// The clock in the header: shows the city's time and moves it forward. Knows nothing about phones.

import { element } from "./element.js";

const DAY = { weekday: "long", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };
// Not a time field: those show AM and PM where the browser is set to them.
const TIME_OF_DAY = "([01]?[0-9]|2[0-3]):[0-5][0-9]";
const UNITS = [["minutes", 60], ["hours", 3600], ["days", 86400]];

/** The wall clock of "2026-11-22T18:00:00+01:00", as it is written: the offset is the city's. */
export function wallClock(now) {
  const day = new Intl.DateTimeFormat("en-GB", DAY).format(new Date(`${now.slice(0, 10)}T00:00Z`));
  return { day, time: now.slice(11, 16) };
}

/** Fills `place`; `move(what)` does `{by_s}` or `{to}` and reports its own refusals. Returns `show(now)`. */
export function buildClock(place, move) {
  const time = element("time", { class: "clock-time", "data-part": "now" });
  const day = element("span", { class: "clock-day" });
  const other = element("button", { type: "button", "data-do": "clock-other", "aria-haspopup": "dialog" }, "Other…");
  const dialog = choice(move);
  other.addEventListener("click", () => dialog.showModal());
  dialog.addEventListener("close", () => other.focus());
  place.replaceChildren(
    element("p", { class: "clock-now" }, time, day),
    element(
      "div",
      { class: "moves", role: "group", "aria-label": "Move the clock" },
      mover("clock-hour", "+1 h", "Move the clock by one hour", () => move({ by_s: 3600 })),
      mover("clock-tomorrow", "Tomorrow", "Move the clock by one day", () => move({ by_s: 86400 })),
      mover("clock-evening", "Next 18:00", "Move the clock to the next 18:00", () => move({ to: "18:00" })),
      other,
    ),
    dialog,
  );
  return (now) => {
    const wall = wallClock(now);
    time.dateTime = now;
    if (time.textContent !== wall.time) time.textContent = wall.time;
    if (day.textContent !== wall.day) day.textContent = wall.day;
  };
}

function mover(name, text, title, onclick) {
  return element("button", { type: "button", "data-do": name, title, onclick }, text);
}

function choice(move) {
  const count = element("input", { type: "number", id: "clock-by", name: "count", min: 1, max: 10000, value: 3, required: true });
  const unit = element("select", { name: "unit", "aria-label": "Unit" });
  unit.append(...UNITS.map(([name, seconds]) => element("option", { value: seconds, selected: name === "days" }, name)));
  const until = element("input", { id: "clock-to", name: "to", value: "09:00", required: true, inputmode: "numeric", pattern: TIME_OF_DAY, title: "Hours and minutes, such as 09:00", autocomplete: "off" });
  const dialog = element("dialog", { class: "sheet", "aria-label": "Move the clock" });
  const form = (name, go, ...fields) =>
    element("form", { method: "dialog", "data-do": name, onsubmit: go }, ...fields, element("button", { class: "primary" }, "Move"));
  dialog.append(
    element("h2", {}, "Move the clock"),
    element("p", { class: "hint" }, "It only goes forward. Whatever was due on the way arrives."),
    form("clock-by", () => move({ by_s: Number(count.value) * Number(unit.value) }), element("label", { for: "clock-by" }, "By"), count, unit),
    form("clock-to", () => move({ to: until.value.padStart(5, "0") }), element("label", { for: "clock-to" }, "To the next"), until),
    element("button", { type: "button", class: "quiet", "data-do": "clock-close", onclick: () => dialog.close() }, "Leave it as it is"),
  );
  return dialog;
}
