// What goes wrong with Telegram: switched on and off in the header, told in a bar below it. Knows nothing about phones.

import { element } from "./element.js";

const TROUBLES = [
  ["is_slow", "is slow", "Telegram is slow: the bot waits three seconds for every answer."],
  ["is_down", "is down", "Telegram is down: whatever the bot asks for fails. What people do waits until it is back."],
  ["loses_answers", "loses the answer", "Telegram loses the answer: it does what the bot asks for, but the bot never hears of it."],
];

/** Fills `place` with switches and `bar` with words while one is on; `turn(name, isOn)` does it. Returns `show(telegram)`. */
export function buildTroubles(place, bar, turn) {
  const switches = TROUBLES.map(([name, text, told]) => {
    const button = element("button", { type: "button", "data-do": name, "aria-label": `Telegram ${text}`, "aria-pressed": "false", title: told }, text);
    button.addEventListener("click", () => turn(name, button.getAttribute("aria-pressed") !== "true"));
    return button;
  });
  const group = element("div", { class: "moves", role: "group", "aria-label": "What goes wrong" }, ...switches);
  place.replaceChildren(element("span", { "aria-hidden": "true" }, "Telegram"), group);
  return (telegram) => {
    TROUBLES.forEach(([name], index) => switches[index].setAttribute("aria-pressed", String(telegram[name])));
    const told = TROUBLES.filter(([name]) => telegram[name]).map(([, , words]) => words).join(" ");
    if (bar.textContent !== told) bar.textContent = told;
  };
}
