// Short notices that come and go by themselves. Knows nothing about what they say.

import { element, iconButton } from "./element.js";

const AT_LEAST_MS = 4000;
const PER_LETTER_MS = 70; // slower than most people read, in any script
const AT_MOST_SHOWN = 3;

/** A place for notices, read out politely by screen readers. */
export class Toasts {
  constructor() {
    this.root = element("div", { class: "toasts", role: "status", "aria-live": "polite" });
  }

  /**
   * Shows `text`; with `action` (`{label, act, run}`) also a button. It stays while pointed at or focused.
   * Of notices `about` the same thing only the last is shown.
   */
  say(text, { kind = "answer", about = null, title = null, action = null } = {}) {
    const close = () => this.close(toast);
    const words = element("div", { class: "toast-words" });
    const toast = element("div", { class: `toast toast-${kind}`, "data-toast": kind }, words);
    if (title) words.append(element("strong", { class: "toast-title", dir: "auto" }, title));
    words.append(element("span", { class: "toast-text", dir: "auto" }, text));
    if (about !== null) {
      this.closeAbout(about);
      toast.dataset.about = about;
    }
    if (action) {
      const run = () => (close(), action.run());
      toast.append(element("button", { type: "button", class: "toast-action", "data-act": action.act, onclick: run }, action.label));
    }
    toast.append(iconButton("close", "Close", { class: "toast-close", "data-act": "close-toast", onclick: close }));
    this.root.append(toast);
    while (this.root.children.length > AT_MOST_SHOWN) this.root.firstElementChild.remove();
    this.keep(toast, AT_LEAST_MS + PER_LETTER_MS * text.length);
    return toast;
  }

  keep(toast, forMs) {
    let timer = setTimeout(() => this.close(toast), forMs);
    const hold = () => clearTimeout(timer);
    const letGo = () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.close(toast), AT_LEAST_MS);
    };
    toast.addEventListener("pointerenter", hold);
    toast.addEventListener("pointerleave", letGo);
    toast.addEventListener("focusin", hold);
    toast.addEventListener("focusout", letGo);
  }

  closeAbout(about) {
    for (const toast of [...this.root.children]) if (toast.dataset.about === about) this.close(toast);
  }

  close(toast) {
    toast.remove();
  }
}
