// One message as it looks in a chat: quote, text, file, time, and its keys. Knows nothing about the rest of the chat.

import { element, hue, icon, iconButton, isolated, plainText } from "./element.js";
import { mediaElement } from "./media.js";
import { mediaName } from "./words.js";

/** The words that stand for a message in a quote or a notice. */
export function excerpt(message, longest = 90) {
  return plainText(message.html, longest) || (message.media ? mediaName(message.media) : "Message");
}

/** A message of the chat as a list item: `fill` draws it again without losing the focus inside. */
export class Bubble {
  constructor(message, { chatId, onMore }) {
    this.drawn = null;
    this.box = element("div", { class: "bubble" });
    this.more = iconButton("more", "Message actions", {
      class: "more",
      "data-act": "message-menu",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      onclick: () => onMore(this),
    });
    this.keys = element("div", { class: "keys" });
    this.day = element("p", { class: "day", dir: "auto", hidden: true });
    this.root = element(
      "li",
      { class: "message", "data-chat": chatId, "data-message": message.id },
      this.day,
      element("div", { class: "line" }, this.box, this.more),
      this.keys,
    );
  }

  /** `view`: `{isMine, isGroup, quoted, newDay}`; `newDay` stands above the first message of a day. Nothing is touched when nothing changed. */
  fill(message, view) {
    const drawn = JSON.stringify([message, view]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.message = message;
    const held = this.heldPlace();
    this.root.dataset.from = view.isMine ? "me" : message.from === "me" ? "other" : message.from;
    this.root.classList.toggle("is-service", Boolean(message.is_service));
    this.root.classList.toggle("has-keys", message.rows.length > 0);
    this.day.hidden = !view.newDay;
    this.day.textContent = view.newDay ?? "";
    this.box.dir = message.rtl ? "rtl" : "ltr";
    this.box.className = `bubble ${message.media ? `with-${message.media.kind}` : ""} ${message.html ? "" : "is-wordless"}`;
    this.box.replaceChildren(...this.content(message, view));
    this.keys.replaceChildren(...message.rows.map(keyRow));
    if (held) (this.root.querySelector(held) ?? this.more).focus({ preventScroll: true });
  }

  content(message, view) {
    const parts = message.is_service ? [] : [spoken(view.isMine ? "You" : message.sender)];
    if (view.isGroup && !view.isMine) parts.push(element("p", { class: `sender ${message.from === "bot" ? "is-bot" : `hue-${hue(message.sender)}`}` }, isolated(message.sender)));
    if (message.forwarded_from) parts.push(element("p", { class: "forwarded", dir: "ltr" }, icon("forward"), "Forwarded from ", isolated(message.forwarded_from)));
    if (message.via_bot) parts.push(element("p", { class: "via", dir: "ltr" }, `via @${message.via_bot}`));
    if (message.reply_to != null) parts.push(quote(message.reply_to, view.quoted));
    if (message.media) parts.push(mediaElement(message.media));
    if (message.html) parts.push(text(message, view.isMine));
    parts.push(corner(message, view.isMine));
    return parts;
  }

  /** A selector for what has the focus inside the part that is drawn again. */
  heldPlace() {
    const { activeElement } = document;
    if (!this.box.contains(activeElement) && !this.keys.contains(activeElement)) return null;
    const { row, column, act } = activeElement.dataset;
    if (row !== undefined) return `.key[data-row="${row}"][data-column="${column}"]`;
    return act ? `[data-act="${act}"]` : ".text a";
  }
}

function spoken(name) {
  return element("span", { class: "unseen" }, isolated(name), ": ");
}

/** The only place where HTML comes in: the server made it, from text and entities. */
function text({ html, rtl }, isMine) {
  const made = element("div", { class: "text" });
  made.innerHTML = html;
  made.classList.toggle("ends-otherwise", layOut(made, rtl) !== rtl);
  for (const link of made.querySelectorAll("a[href]")) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  for (const hidden of made.querySelectorAll(".spoiler")) hidden.tabIndex = 0;
  for (const command of isMine ? [] : made.querySelectorAll(".bot_command")) {
    command.replaceWith(element("button", { type: "button", class: "bot_command", "data-act": "write-command" }, command.textContent));
  }
  return made;
}

/** Marks each line that has no direction with that of the message; returns how the last line runs. */
function layOut(made, rtl) {
  const breaks = [...made.querySelectorAll("br")];
  let last = rtl;
  [null, ...breaks].forEach((start, place) => {
    const line = document.createRange();
    line.selectNodeContents(made);
    if (start) line.setStartAfter(start);
    if (breaks[place]) line.setEndBefore(breaks[place]);
    const fromRight = runsFromRight(line.toString());
    last = fromRight ?? rtl;
    if (fromRight !== null) return;
    const mark = rtl ? "\u200f" : "\u200e";
    if (start) start.after(mark);
    else made.prepend(mark);
  });
  return last;
}

/** How a line runs by its first strong letter outside of isolates; null where it has none. */
function runsFromRight(line) {
  const [letter] = line.replaceAll(/[\u2066-\u2068][^\u2069]*\u2069?/g, "").match(/[\p{L}\u200e\u200f]/u) ?? [];
  return letter ? /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u200f]/.test(letter) : null;
}

function quote(id, quoted) {
  const words = element("span", { class: "quote-text", dir: "auto" }, quoted?.text ?? "A message that is gone");
  const name = quoted && element("span", { class: "quote-name", dir: "auto" }, quoted.sender);
  return element("button", { type: "button", class: "quote", "data-act": "show-replied", "data-to": id }, name, words);
}

/** The time in the corner; its own direction is inside, so that the corner itself follows the bubble's. */
function corner(message, isMine) {
  const words = element("bdi", { dir: "ltr" });
  if (message.is_edited) words.append(element("span", { class: "edited" }, "edited "));
  words.append(element("time", {}, message.at));
  if (isMine) words.append(icon("ticks"));
  return element("span", { class: `corner ${message.is_edited ? "is-edited" : ""}` }, words);
}

function keyRow(keys, row) {
  return element("div", { class: "key-row" }, ...keys.map((key, column) => keyButton(key, row, column)));
}

function keyButton(key, row, column) {
  const button = element("button", { type: "button", class: "key", "data-act": "tap", "data-row": row, "data-column": column, "data-kind": key.kind });
  button.append(element("span", { dir: "auto" }, key.text));
  if (key.kind === "url") {
    button.dataset.url = key.url;
    button.append(icon("out"));
  }
  if (key.kind === "inline") {
    button.dataset.query = key.query;
    button.append(icon("forward"));
  }
  return button;
}
