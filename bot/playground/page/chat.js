// One chat's messages on one phone: keeps each message's element while it is the same message, and the place one reads at.

import { Bubble, excerpt } from "./bubble.js";
import { element, icon } from "./element.js";

const NEAR_END_PX = 48;

export class Chat {
  /** `doings`: `{more(bubble), tap(button, message), link(url), write(text)}`, called as a person does them. */
  constructor(id, phone, doings) {
    Object.assign(this, { id, phone, doings, unread: 0, isAtEnd: true, isOpen: false, top: 0 });
    this.bubbles = new Map();
    this.list = element("ol", { class: "messages", role: "list" });
    this.log = element("div", { class: "log", role: "log", "aria-live": "off", tabindex: "-1", "data-log": id }, this.list);
    this.typing = element("p", { class: "typing", hidden: true }, element("span"), element("span"), element("span"));
    this.log.append(this.typing);
    this.jumpCount = element("span", { class: "jump-count" });
    this.jump = element("button", { type: "button", class: "jump", "data-act": "to-end", hidden: true, "aria-label": "To the newest message", onclick: () => this.toEnd() }, icon("down"), this.jumpCount);
    this.empty = element("div", { class: "empty" });
    this.root = element("section", { class: "chat", role: "tabpanel", id: `log-${phone}-${id}`, "aria-labelledby": `tab-${phone}-${id}`, hidden: true }, this.empty, this.log, this.jump);
    this.listen();
  }

  listen() {
    this.log.addEventListener("scroll", () => {
      if (!this.isOpen) return;
      const { scrollTop, scrollHeight, clientHeight } = this.log;
      // Only a person scrolls up; a phone that grows or shrinks does not take the reader away from the end.
      if (scrollHeight - scrollTop - clientHeight < NEAR_END_PX) this.isAtEnd = true;
      else if (scrollTop < this.top) this.isAtEnd = false;
      this.top = scrollTop;
      if (this.isAtEnd) this.unread = 0;
      this.showJump();
    });
    const keepEnd = new ResizeObserver(() => this.isOpen && this.isAtEnd && this.toEnd());
    keepEnd.observe(this.log);
    keepEnd.observe(this.list);
    this.log.addEventListener("click", (event) => this.onClick(event));
    this.log.addEventListener("keydown", (event) => this.onKey(event));
  }

  /** Draws the chat, days named by `dayName(day)`; returns the messages from others that were not there before, oldest first. */
  show(chat, isMine, dayName) {
    this.log.setAttribute("aria-label", `Messages with ${chat.title}`);
    const here = new Set(chat.messages.map(({ id }) => id));
    for (const [id, bubble] of this.bubbles) {
      if (here.has(id)) continue;
      if (bubble.root.contains(document.activeElement)) this.log.focus({ preventScroll: true });
      bubble.root.remove();
      this.bubbles.delete(id);
    }
    const byId = new Map(chat.messages.map((message) => [message.id, message]));
    const added = chat.messages.filter(({ id }) => !this.bubbles.has(id));
    chat.messages.forEach((message, place) => {
      const bubble = this.bubbles.get(message.id) ?? this.build(message);
      if (this.list.children[place] !== bubble.root) this.list.insertBefore(bubble.root, this.list.children[place] ?? null);
      const quoted = byId.get(message.reply_to);
      const newDay = message.day === chat.messages[place - 1]?.day ? null : dayName(message.day);
      bubble.fill(message, { isMine: isMine(message), isGroup: chat.kind === "group", newDay, quoted: quoted ? { sender: quoted.sender, text: excerpt(quoted) } : null });
      const next = chat.messages[place + 1];
      bubble.root.classList.toggle("is-last", !next || next.sender !== message.sender || next.day !== message.day || message.rows.length > 0);
    });
    this.typing.hidden = !chat.is_typing;
    this.empty.hidden = chat.messages.length > 0;
    const fresh = added.filter((message) => !isMine(message));
    this.settle(fresh.length, added.length > fresh.length);
    return fresh;
  }

  settle(freshCount, hasMine) {
    const isReading = this.isOpen && this.isAtEnd;
    if (!isReading) this.unread += freshCount;
    if (hasMine) this.isAtEnd = true;
    if (this.isOpen && this.isAtEnd) this.toEnd();
    this.showJump();
  }

  build(message) {
    const bubble = new Bubble(message, { chatId: this.id, onMore: (it) => this.doings.more(it) });
    this.bubbles.set(message.id, bubble);
    return bubble;
  }

  /** Called once what was there at the beginning is drawn: from now on new messages are read out. */
  becomeLive() {
    this.unread = 0;
    this.log.setAttribute("aria-live", "polite");
  }

  open() {
    this.isOpen = true;
    this.root.hidden = false;
    if (this.unread > 0 || this.isAtEnd) this.toEnd();
    else this.log.scrollTop = this.top;
  }

  close() {
    this.isOpen = false;
    this.root.hidden = true;
  }

  toEnd() {
    this.isAtEnd = true;
    this.unread = 0;
    this.log.scrollTop = this.log.scrollHeight;
    this.showJump();
  }

  showJump() {
    this.jump.hidden = this.isAtEnd;
    this.jumpCount.textContent = this.unread || "";
  }

  onClick(event) {
    const target = event.target.closest("a[href], button");
    const message = target && this.bubbles.get(Number(target.closest("[data-message]")?.dataset.message))?.message;
    if (!message) return;
    if (target.dataset.act === "tap") this.doings.tap(target, message);
    if (target.dataset.act === "write-command") this.doings.write(target.textContent);
    if (target.dataset.act === "show-replied") this.find(Number(target.dataset.to));
    if (target.tagName === "A" && this.doings.link(target.href)) event.preventDefault();
  }

  /** Up and down go from message to message, once the focus is on one. */
  onKey(event) {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const item = event.target.closest("[data-message]");
    if (!step || !item) return;
    event.preventDefault();
    item[step]?.querySelector(".more").focus();
  }

  find(id) {
    const root = this.bubbles.get(id)?.root;
    if (!root) return;
    root.scrollIntoView({ block: "center" });
    root.querySelector(".more").focus({ preventScroll: true });
    root.classList.remove("is-found");
    requestAnimationFrame(() => root.classList.add("is-found"));
  }
}
