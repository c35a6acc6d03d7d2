// Where a person writes: text, attachments, a reply; keeps a half-written text for every chat. Knows nothing about the server.

import { element, icon, iconButton } from "./element.js";
import { excerpt } from "./bubble.js";
import { Inline } from "./inline.js";

const TALLEST_PX = 132;

export class Composer {
  /** `doings`: `{write(text, replyTo), media(kind, replyTo), commands(button), attach(button), unblock()}`, and those of `Inline`. */
  constructor(phone, doings) {
    this.doings = doings;
    this.drafts = new Map();
    this.chatId = null;
    this.replyTo = null;
    this.commands = iconButton("menu", "Commands of the bot", { class: "commands", "data-act": "commands", "aria-haspopup": "menu", "aria-expanded": "false", onclick: () => doings.commands(this.commands) });
    this.attach = iconButton("clip", "Attach", { "data-act": "attach", "aria-haspopup": "menu", "aria-expanded": "false", onclick: () => doings.attach(this.attach) });
    this.text = element("textarea", { name: "text", id: `text-${phone}`, rows: 1, autocomplete: "off", oninput: () => this.fit() });
    this.voice = iconButton("mic", "Send a voice message", { class: "go", "data-act": "voice", onclick: () => this.sendMedia("voice") });
    this.send = iconButton("send", "Send", { type: "submit", class: "go", "data-act": "send", hidden: true });
    this.quote = element("div", { class: "replying", hidden: true });
    this.bar = element("div", { class: "writing" }, this.commands, this.attach, this.text, this.voice, this.send);
    this.inline = new Inline(doings, () => this.write(""));
    this.unblock = element("button", { type: "button", class: "unblock", "data-act": "unblock", hidden: true, onclick: () => doings.unblock() }, "Unblock the bot");
    this.root = element("form", { class: "composer", onsubmit: (event) => this.onSubmit(event) }, this.inline.root, this.quote, this.bar, this.unblock);
    this.text.addEventListener("keydown", (event) => this.onKey(event));
  }

  /** `words` in the phone's language; a blocked bot can only be unblocked. */
  show({ name, words, rtl, chatId, title, username, hasCommands, isBlocked }) {
    this.username = username;
    if (chatId !== this.chatId) this.change(chatId);
    this.text.placeholder = words.write;
    // "auto" would lay an empty field out from the left, whatever its placeholder's language.
    this.emptyDir = rtl ? "rtl" : "ltr";
    this.text.dir = this.text.value ? "auto" : this.emptyDir;
    this.text.setAttribute("aria-label", `${name} writes to ${title}`);
    this.commands.hidden = !hasCommands;
    const hadFocus = this.root.contains(document.activeElement);
    this.bar.hidden = isBlocked;
    if (isBlocked) this.quote.hidden = true;
    if (hadFocus && isBlocked === this.unblock.hidden) setTimeout(() => this.focus());
    this.unblock.hidden = !isBlocked;
  }

  change(chatId) {
    this.drafts.set(this.chatId, { text: this.text.value, replyTo: this.replyTo });
    const draft = this.drafts.get(chatId) ?? { text: "", replyTo: null };
    this.chatId = chatId;
    this.text.value = draft.text;
    this.inline.close();
    this.reply(draft.replyTo, false);
    this.fit();
  }

  /** Answers `message` with whatever is sent next; null for no message. */
  reply(message, takesFocus = true) {
    this.replyTo = message;
    this.quote.hidden = message === null;
    this.quote.replaceChildren();
    if (message) {
      const words = element("span", { class: "replying-text" }, element("strong", { dir: "auto" }, message.sender), element("span", { dir: "auto" }, excerpt(message, 60)));
      const stop = iconButton("close", "Do not reply", { "data-act": "cancel-reply", onclick: () => this.reply(null) });
      this.quote.append(icon("reply"), words, stop);
    }
    if (takesFocus) this.focus();
  }

  focus() {
    (this.bar.hidden ? this.unblock : this.text).focus({ preventScroll: true });
  }

  /** Puts these words into the field, in place of what stands there. */
  write(text) {
    this.text.value = text;
    this.fit();
    this.focus();
  }

  /** As tall as the text; sending shows once there is something to send. */
  fit() {
    const isEmpty = this.text.value.trim() === "";
    this.text.dir = this.text.value ? "auto" : this.emptyDir ?? "ltr";
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, TALLEST_PX)}px`;
    if (isEmpty && document.activeElement === this.send) this.focus();
    this.send.hidden = isEmpty;
    this.voice.hidden = !isEmpty;
    this.inline.type(this.text.value, this.username);
  }

  onKey(event) {
    if (event.key === "Escape" && this.replyTo) this.reply(null);
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!this.inline.postFirst()) this.root.requestSubmit();
  }

  async onSubmit(event) {
    event.preventDefault();
    const { value } = this.text;
    if (value.trim() === "") return;
    const { chatId, replyTo } = this;
    this.text.value = "";
    this.reply(null);
    this.fit();
    const isSent = await this.doings.write(value, replyTo?.id);
    // What could not be sent is not lost, unless the person already writes something else.
    if (isSent || this.chatId !== chatId || this.text.value) return;
    this.text.value = value;
    this.reply(replyTo, false);
    this.fit();
  }

  sendMedia(kind) {
    const { replyTo } = this;
    this.reply(null, false);
    this.doings.media(kind, replyTo?.id);
  }
}
