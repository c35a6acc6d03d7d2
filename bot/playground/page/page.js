// The page: takes each state and hands it to the header and to every phone. Decides only which phones there are.

import { Refusal, act, listen } from "./api.js";
import { buildClock } from "./clock.js";
import { Jumps } from "./jumps.js";
import { Phone } from "./phone.js";
import { Toasts } from "./toast.js";
import { buildTroubles } from "./troubles.js";

const part = (name) => document.querySelector(`[data-part="${name}"]`);
const phones = new Map();
const jumps = new Jumps(part("jumps"), part("row"));
const notices = new Toasts();
let saysLost = 0;
part("notices").append(notices.root);

/** Does something to the world itself, not on a phone; `place` is busy meanwhile. */
async function move(place, what) {
  place.setAttribute("aria-busy", "true");
  try {
    await act(what);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    notices.say(error.message, { kind: "refusal" });
  } finally {
    place.removeAttribute("aria-busy");
  }
}

const showClock = buildClock(part("clock"), (what) => move(part("clock"), { do: "clock", ...what }));
const turn = (name, isOn) => move(part("troubles"), { do: "trouble", name, is_on: isOn });
const showTroubles = buildTroubles(part("troubles"), part("trouble"), turn);

function showState(state) {
  part("bot").textContent = state.bot.name;
  const isTold = state.bot.name.includes(state.city);
  part("city").textContent = isTold ? "" : state.city;
  document.title = isTold ? state.bot.name : `${state.bot.name} · ${state.city}`;
  showClock(state.now);
  showTroubles(state.telegram);
  part("waiting")?.remove();
  const here = new Set(state.phones.map(({ id }) => id));
  for (const [id, phone] of phones) {
    if (here.has(id)) continue;
    phone.root.remove();
    phones.delete(id);
  }
  state.phones.forEach((person, place) => {
    if (!phones.has(person.id)) phones.set(person.id, new Phone(person));
    const phone = phones.get(person.id);
    const row = part("row");
    if (row.children[place] !== phone.root) row.insertBefore(phone.root, row.children[place] ?? null);
    if (phone.show(state, person) > 0) jumps.mark(person.id);
  });
  jumps.show(state.phones, phones);
}

/** A quiet bar, and only after a moment: a reconnection that works at once is nobody's business. */
function showLine(isOn) {
  clearTimeout(saysLost);
  if (isOn) part("lost").textContent = "";
  else saysLost = setTimeout(() => (part("lost").textContent = "Connection lost. Trying again…"), 800);
}

listen(showState, showLine);
