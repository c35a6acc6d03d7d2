// The phone as a thing: caption, case, status bar, chat header. Knows nothing about what is done with it.

import { wallClock } from "./clock.js";
import { avatar, element, icon, iconButton, isolated } from "./element.js";

export class Frame {
  constructor(person, { tabs, toasts, composer }, openChatMenu) {
    const { id, name } = person;
    this.note = element("p", { class: "note", id: `note-${id}` });
    this.name = element("h2", { id: `name-${id}` });
    this.time = element("time");
    this.title = element("h3", { class: "chat-title" });
    this.subtitle = element("p", { class: "chat-subtitle" });
    this.picture = element("span", { class: "chat-picture" });
    this.chats = element("div", { class: "chats" });
    this.menu = iconButton("tall", "Chat menu", { "data-act": "chat-menu", "aria-haspopup": "menu", "aria-expanded": "false", onclick: () => openChatMenu(this.menu) });
    const skip = element("a", { class: "skip", href: `#text-${id}`, "data-act": "skip", onclick: (event) => (event.preventDefault(), composer.focus()) }, "Skip to writing as ", isolated(name));
    const app = element(
      "div",
      { class: "app" },
      element("div", { class: "status", "aria-hidden": "true" }, this.time, element("span", { class: "island" }), icon("signal")),
      tabs.root,
      element("div", { class: "chat-head" }, this.picture, element("div", { class: "chat-names" }, this.title, this.subtitle), this.menu),
      this.chats,
      composer.root,
    );
    this.screen = element("div", { class: "screen" }, app, toasts.root);
    this.root = element(
      "article",
      { class: "phone", id: `phone-${id}`, "data-phone": id, tabindex: "-1", "aria-labelledby": `name-${id}`, "aria-describedby": `note-${id}` },
      element("header", { class: "caption" }, this.name, this.note),
      skip,
      element("div", { class: "case" }, this.screen),
    );
  }

  /** Shows whose phone it is, the time, and the head of the open chat. */
  show(state, person, chat) {
    say(this.name, person.name);
    say(this.note, person.note || person.role);
    say(this.time, wallClock(state.now).time);
    say(this.title, chat.title);
    say(this.subtitle, subtitleOf(chat, state, person));
    this.subtitle.classList.toggle("is-typing", Boolean(chat.is_typing));
    if (this.pictured === chat.id) return;
    this.pictured = chat.id;
    this.picture.replaceChildren(avatar(chat.title, chat.kind === "private"));
  }

  /** What an empty chat shows: with the bot, the button every chat with a bot begins with. */
  fillEmpty(place, chat, words, start) {
    const isBot = chat.kind === "private";
    const card = element("div", { class: "empty-card" }, avatar(chat.title, isBot), element("p", {}, isolated(chat.title)));
    if (isBot) card.append(element("button", { type: "button", class: "primary start", "data-act": "start", dir: "auto", onclick: start }, words.start));
    place.replaceChildren(card);
  }
}

function say(place, text) {
  if (place.dataset.says === text) return;
  place.dataset.says = text;
  place.replaceChildren(isolated(text));
}

function subtitleOf(chat, state, person) {
  if (chat.is_typing) return "typing…";
  if (chat.kind === "group") return "group";
  if (chat.kind === "friend") return state.phones.find(({ name }) => name === chat.title)?.note ?? "a person";
  return person.has_blocked ? "blocked" : "bot";
}
