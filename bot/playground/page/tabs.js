// The switcher at the top of a phone: one tab a chat, a dot where something new waits. Knows nothing about messages.

import { avatar, element, isolated } from "./element.js";

export class Tabs {
  /** `open(id)` is called when a person chooses a chat. */
  constructor(phone, open) {
    this.phone = phone;
    this.open = open;
    this.root = element("div", { class: "tabs", role: "tablist", "aria-label": "Chats" });
    this.root.addEventListener("keydown", (event) => this.onKey(event));
    this.tabs = new Map();
  }

  /** `chats` in their order; `unread` says how many wait in each; `openId` is the one on show. */
  show(chats, openId, unread) {
    const here = new Set(chats.map(({ id }) => id));
    for (const [id, tab] of this.tabs) {
      if (here.has(id)) continue;
      tab.remove();
      this.tabs.delete(id);
    }
    chats.forEach((chat, place) => {
      const tab = this.tabs.get(chat.id) ?? this.build(chat);
      if (this.root.children[place] !== tab) this.root.insertBefore(tab, this.root.children[place] ?? null);
      const isOpen = chat.id === openId;
      const waiting = unread(chat.id);
      if (isOpen && tab.getAttribute("aria-selected") !== "true") requestAnimationFrame(() => this.reveal(tab));
      tab.setAttribute("aria-selected", isOpen);
      tab.tabIndex = isOpen ? 0 : -1;
      tab.classList.toggle("is-unread", waiting > 0);
      tab.querySelector(".tab-dot").textContent = waiting > 0 ? waiting : "";
      tab.querySelector(".unseen").textContent = waiting > 0 ? " unread" : "";
    });
    this.root.hidden = chats.length < 2;
    this.root.classList.toggle("is-crowded", chats.length > 2);
  }

  /** Scrolls only the switcher: scrollIntoView would move the row of phones too. */
  reveal(tab) {
    const [strip, box] = [this.root.getBoundingClientRect(), tab.getBoundingClientRect()];
    if (box.left < strip.left) this.root.scrollLeft -= strip.left - box.left;
    if (box.right > strip.right) this.root.scrollLeft += box.right - strip.right;
  }

  build(chat) {
    const tab = element(
      "button",
      { type: "button", role: "tab", id: `tab-${this.phone}-${chat.id}`, "aria-controls": `log-${this.phone}-${chat.id}`, "data-open": chat.id, "data-kind": chat.kind, title: chat.title, onclick: () => this.open(chat.id) },
      avatar(chat.title, chat.kind === "private"),
      element("span", { class: "tab-title" }, isolated(chat.title)),
      element("span", { class: "tab-dot" }),
      element("span", { class: "unseen" }),
    );
    this.tabs.set(chat.id, tab);
    return tab;
  }

  onKey(event) {
    const all = [...this.root.children];
    const here = all.indexOf(document.activeElement);
    const places = { ArrowRight: here + 1, ArrowLeft: here - 1 + all.length, Home: 0, End: all.length - 1 };
    if (!(event.key in places)) return;
    event.preventDefault();
    const next = all[places[event.key] % all.length];
    next.focus();
    next.click();
  }
}
