// What the bot offers where its name is typed: asked for while one types, shown above the field, posted with a tap.

import { element } from "./element.js";

const PAUSE_MS = 200; // between two letters of who types on
const NEAR_END_PX = 60;

export class Inline {
  /** `doings`: `{ask(text, offset), choose(query, offer), start(payload)}`; `posted()` is called once something was. */
  constructor(doings, posted) {
    Object.assign(this, { doings, posted, typed: null, next: "", query: null });
    this.root = element("div", { class: "inline", role: "group", "aria-label": "To post from the bot", hidden: true });
    this.root.addEventListener("scroll", () => {
      const { scrollTop, scrollHeight, clientHeight } = this.root;
      if (this.next && scrollHeight - scrollTop - clientHeight < NEAR_END_PX) this.ask(this.next);
    });
  }

  /** Called whenever the field or the chat changes: "@bot words" asks the bot, anything else closes what it offered. */
  type(text, username) {
    const typed = text.match(new RegExp(`^@${username}\\s(.*)$`, "is"))?.[1].trim() ?? null;
    if (typed === this.typed) return;
    clearTimeout(this.timer);
    this.typed = typed;
    this.next = "";
    if (typed === null) this.close();
    else this.timer = setTimeout(() => this.ask(""), PAUSE_MS);
  }

  /** Nothing is offered any more; the same words ask anew. */
  close() {
    clearTimeout(this.timer);
    this.typed = null;
    this.root.hidden = true;
    this.root.replaceChildren();
  }

  /** Posts the first of what is offered; false where nothing is. */
  postFirst() {
    const first = this.root.querySelector('[data-act="choose"]');
    first?.click();
    return Boolean(first);
  }

  async ask(offset) {
    const { typed } = this;
    this.next = "";
    const answer = (await this.doings.ask(typed, offset))?.answer;
    if (typed === this.typed && answer) this.show(answer, offset === "");
  }

  show({ query, offers, next_offset: next, button }, isFirst) {
    if (isFirst) this.root.replaceChildren();
    if (isFirst && button) this.root.append(element("button", { type: "button", class: "inline-above", dir: "auto", "data-act": "inline-start", onclick: () => this.doings.start(button.start_parameter) }, button.text));
    this.root.append(...offers.map((offer) => this.offer(query, offer)));
    this.next = next;
    this.root.hidden = this.root.children.length === 0;
    if (isFirst) this.root.scrollTop = 0;
  }

  offer(query, { id, title, description }) {
    const choose = async () => {
      if (await this.doings.choose(query, id)) this.posted();
    };
    const words = [element("strong", { dir: "auto" }, title), element("small", { dir: "auto" }, description)];
    return element("button", { type: "button", "data-act": "choose", "data-offer": id, onclick: choose }, ...words);
  }
}
