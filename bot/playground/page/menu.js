// A menu that opens over a phone beside the button that asked for it. Knows nothing about what its items do.

import { element, icon } from "./element.js";

/**
 * Opens a menu inside `screen`, next to `anchor`; focus goes in, and back when it closes.
 * Items: `{act, text, icon?, note?, run}`. Arrows, Home, End move; Enter or Space choose; Escape, Tab or a click elsewhere close.
 */
export function openMenu(screen, anchor, label, items) {
  const menu = element("div", { class: "menu", role: "menu", "aria-label": label });
  const outside = (event) => {
    if (!menu.contains(event.target)) close(false);
  };
  function close(hasFocus = true) {
    document.removeEventListener("pointerdown", outside, true);
    menu.remove();
    anchor.setAttribute("aria-expanded", "false");
    if (hasFocus && anchor.isConnected) anchor.focus({ preventScroll: true });
  }
  for (const item of items) {
    const choose = () => (close(), item.run());
    menu.append(entry(item, choose));
  }
  menu.addEventListener("keydown", (event) => onKey(event, menu, close));
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close(false);
  });
  document.addEventListener("pointerdown", outside, true);
  anchor.setAttribute("aria-expanded", "true");
  screen.append(menu);
  place(menu, screen, anchor);
  menu.firstElementChild.focus({ preventScroll: true });
}

function entry(item, choose) {
  const button = element("button", { type: "button", role: "menuitem", tabindex: "-1", "data-act": item.act, "data-value": item.value, onclick: choose });
  if (item.icon) button.append(icon(item.icon));
  button.append(element("span", { dir: "auto" }, item.text));
  if (item.note) button.append(element("span", { class: "menu-note", dir: "auto" }, item.note));
  return button;
}

function onKey(event, menu, close) {
  const entries = [...menu.children];
  const here = entries.indexOf(document.activeElement);
  const places = { ArrowDown: here + 1, ArrowUp: here - 1 + entries.length, Home: 0, End: entries.length - 1 };
  if (event.key in places) entries[places[event.key] % entries.length].focus();
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  if (event.key !== "Tab") event.preventDefault();
  event.stopPropagation();
}

const GAP = 6;

/** Below the anchor where there is room, otherwise above; never outside the screen. */
function place(menu, screen, anchor) {
  const frame = screen.getBoundingClientRect();
  const button = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = button.bottom - frame.top + GAP;
  const above = button.top - frame.top - height - GAP;
  const top = below + height < frame.height - GAP ? below : Math.max(GAP, above);
  const left = button.left + button.width / 2 - frame.left > frame.width / 2 ? button.right - frame.left - width : button.left - frame.left;
  menu.style.top = `${top}px`;
  menu.style.left = `${Math.min(Math.max(GAP, left), frame.width - width - GAP)}px`;
}
