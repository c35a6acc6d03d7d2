// One phone: who holds it, which chat is open, and what its owner does. Draws nothing itself.

import { Refusal, act, isTelegramLink, isWebLink, sharedText } from "./api.js";
import { excerpt } from "./bubble.js";
import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { showAlert } from "./dialog.js";
import { Frame } from "./frame.js";
import * as offers from "./offers.js";
import { Tabs } from "./tabs.js";
import { Toasts } from "./toast.js";
import { dayName, wordsOf } from "./words.js";

export class Phone {
  constructor(person) {
    this.id = person.id;
    this.botChat = String(person.id);
    this.openId = this.botChat;
    this.chats = new Map();
    this.isNew = true;
    this.tabs = new Tabs(this.id, (id) => this.open(id));
    this.toasts = new Toasts();
    this.composer = new Composer(this.id, {
      write: (text, replyTo) => this.inChat({ do: "write", text, reply_to: replyTo }),
      media: (kind, replyTo) => this.inChat({ do: kind, reply_to: replyTo }),
      commands: (button) => offers.commands(this, button),
      attach: (button) => offers.attachments(this, button),
      unblock: () => this.do({ do: "unblock" }),
      ask: (text, offset) => this.inChat({ do: "inline", text, offset }),
      choose: (query, offer) => this.do({ do: "choose", query, offer }),
      start: (payload) => this.follow(`https://t.me/${this.state.bot.username}?start=${payload}`),
    });
    this.frame = new Frame(person, this, (button) => offers.chatDeeds(this, button));
    this.root = this.frame.root;
  }

  /** Shows the state as this phone sees it; returns how many messages from others are new. */
  show(state, person) {
    this.state = state;
    this.person = person;
    const mine = state.chats.filter((chat) => this.sees(chat, state));
    if (!mine.some(({ id }) => id === this.openId)) this.openId = this.botChat;
    const here = new Set(mine.map(({ id }) => id));
    for (const [id, chat] of this.chats) {
      if (here.has(id)) continue;
      chat.root.remove();
      this.chats.delete(id);
    }
    let news = 0;
    for (const chat of mine) {
      const view = this.chats.get(chat.id) ?? this.build(chat);
      const fresh = view.show(chat, (message) => this.isMine(message, chat), (day) => dayName(day, person.language));
      if (!this.isNew) news += fresh.length;
      if (!this.isNew && fresh.length && chat.id !== this.openId) this.announce(chat, fresh.at(-1));
      if (this.isNew) view.becomeLive();
    }
    this.isNew = false;
    if (this.wanted && this.chats.has(this.wanted.id)) this.goOn();
    else this.showOpen();
    return news;
  }

  sees(chat, state) {
    if (chat.phone !== null) return chat.phone === this.id;
    const members = state.groups.find(({ id }) => String(id) === chat.id)?.members;
    return members?.includes(this.id) ?? true;
  }

  isMine(message, chat) {
    if (chat.phone !== null) return message.from === "me";
    return message.phone === this.id;
  }

  build(chat) {
    const write = (text) => this.inChat({ do: "write", text });
    const view = new Chat(chat.id, this.id, {
      write,
      more: (bubble) => offers.messageDeeds(this, bubble),
      tap: (button, message) => this.tap(button, message),
      link: (url) => this.follow(url),
    });
    this.frame.fillEmpty(view.empty, chat, wordsOf(this.person.language), () => write("/start"));
    this.chats.set(chat.id, view);
    this.frame.chats.append(view.root);
    if (!this.isNew) view.log.setAttribute("aria-live", "polite");
    return view;
  }

  open(id) {
    this.openId = id;
    this.toasts.closeAbout(id);
    this.showOpen();
  }

  /** Opens the chat with somebody, or a group, as soon as it is there, with these words in the field. */
  async writeTo(to, text) {
    const isPerson = to !== this.botChat && !to.startsWith("-");
    this.wanted = { id: isPerson ? `${to}:${this.id}` : to, text };
    if (isPerson && !(await this.do({ do: "begin", chat: to }))) this.wanted = null;
    if (this.wanted && this.chats.has(this.wanted.id)) this.goOn();
  }

  goOn() {
    const { id, text } = this.wanted;
    this.wanted = null;
    this.open(id);
    this.composer.write(text);
  }

  showOpen() {
    const chat = this.chat();
    for (const [id, view] of this.chats) {
      if (id === this.openId && !view.isOpen) view.open();
      if (id !== this.openId && view.isOpen) view.close();
    }
    const { name, language, rtl, has_blocked: hasBlocked } = this.person;
    const isBot = chat.id === this.botChat;
    this.tabs.show(this.state.chats.filter((one) => this.chats.has(one.id) && this.sees(one, this.state)), this.openId, (id) => this.chats.get(id).unread);
    this.frame.show(this.state, this.person, chat);
    this.composer.show({ name, words: wordsOf(language), rtl, chatId: chat.id, title: chat.title, username: this.state.bot.username, hasCommands: this.commands().length > 0, isBlocked: isBot && hasBlocked });
  }

  chat() {
    return this.state.chats.find((chat) => chat.id === this.openId && this.sees(chat, this.state));
  }

  commands() {
    const own = this.openId === this.botChat || this.chat().phone === null;
    return own ? this.state.bot.commands[this.openId] ?? [] : [];
  }

  toast(text, more) {
    this.toasts.say(text, more);
  }

  announce(chat, message) {
    const action = { label: "Open", act: "open-chat", run: () => (this.open(chat.id), this.composer.focus()) };
    this.toast(excerpt(message, 80), { kind: "message", about: chat.id, title: chat.title, action });
  }

  /** Does it as this phone; the answer, or null after showing why not. */
  async do(what) {
    try {
      return await act({ phone: this.id, ...what });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.toast(error.message, { kind: "refusal" });
      return null;
    }
  }

  inChat(what) {
    return this.do({ chat: this.openId, ...what });
  }

  async tap(button, message) {
    const { kind, url, query, row, column } = button.dataset;
    if (kind === "inline") return offers.inlineTo(this, query);
    if (kind === "url") {
      if (!this.follow(url) && isWebLink(url)) window.open(url, "_blank", "noopener,noreferrer");
      return;
    }
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    const done = await this.inChat({ do: "tap", message: message.id, row: Number(row), column: Number(column) });
    button.removeAttribute("aria-busy");
    if (!done?.answer?.text) return;
    if (done.answer.alert) showAlert(this.frame.screen, done.answer.text);
    else this.toast(done.answer.text);
  }

  /** Follows a Telegram link on this phone; false when it is none, and the browser may have it. */
  follow(url) {
    if (!isTelegramLink(url)) return false;
    const shared = sharedText(url);
    if (shared) return offers.share(this, shared), true;
    this.do({ do: "open", url }).then((done) => done && this.open(done.chat ?? this.botChat));
    return true;
  }
}
