// Dialogs that cover one phone and leave the others usable. Knows nothing about the bot.

import { avatar, element, isolated } from "./element.js";

/** Opens a dialog over `screen`; what is behind it rests until it closes, then focus goes back where it was. */
function openDialog(screen, label, ...content) {
  const behind = screen.querySelector(".app");
  const before = document.activeElement;
  const isElsewhere = before && before !== document.body && !screen.contains(before);
  const dialog = element("dialog", { class: "in-phone", "aria-label": label }, ...content);
  const veil = element("div", { class: "veil", onclick: () => dialog.close() });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") dialog.close();
  });
  dialog.addEventListener("close", () => {
    const hadFocus = dialog.contains(document.activeElement) || document.activeElement === document.body;
    dialog.remove();
    veil.remove();
    behind.inert = screen.querySelector("dialog") !== null;
    if (hadFocus && !isElsewhere && before?.isConnected) before.focus({ preventScroll: true });
  });
  screen.append(veil, dialog);
  dialog.show();
  behind.inert = true;
  // Somebody already busy on another phone is not pulled away.
  if (isElsewhere) before.focus({ preventScroll: true });
  return dialog;
}

/** The bot's answer that wants to be read: text and an OK. */
export function showAlert(screen, text) {
  const ok = element("button", { type: "button", class: "primary", "data-act": "close-alert", autofocus: true }, "OK");
  const dialog = openDialog(screen, "Answer", element("p", { class: "alert-text", dir: "auto" }, text), ok);
  dialog.dataset.dialog = "alert";
  ok.addEventListener("click", () => dialog.close());
}

/** Asks to whom something goes; `choices` are `{to, title, note, isBot?}`. `send(to, title)` is called with the one chosen. */
export function askWhom(screen, label, choices, send) {
  const list = element("ul", { class: "whom", role: "list" });
  const cancel = element("button", { type: "button", class: "quiet", "data-act": "cancel" }, "Cancel");
  const dialog = openDialog(screen, label, element("h3", {}, label), list, cancel);
  dialog.dataset.dialog = "whom";
  for (const { to, title, note, isBot } of choices) {
    const choose = () => {
      dialog.close();
      send(to, title);
    };
    const names = element("span", { class: "whom-name" }, element("span", {}, isolated(title)), element("small", {}, note));
    const button = element("button", { type: "button", "data-act": "forward-to", "data-to": to, onclick: choose }, avatar(title, isBot), names);
    list.append(element("li", {}, button));
  }
  cancel.addEventListener("click", () => dialog.close());
  list.addEventListener("keydown", (event) => {
    const buttons = [...list.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length].focus();
  });
  (list.querySelector("button") ?? cancel).focus({ preventScroll: true });
}
