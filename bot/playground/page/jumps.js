// Links to the phones: skip links where all fit, a row of names where they do not. Knows nothing about messages.

import { element, isolated } from "./element.js";

export class Jumps {
  /** `place` holds the links, `row` is what the phones stand in. */
  constructor(place, row) {
    this.place = place;
    this.row = row;
    this.links = new Map();
    this.phones = new Map();
    this.inView = new Set();
    this.watch = new IntersectionObserver((seen) => this.onSeen(seen), { root: row, threshold: 0.6 });
    new ResizeObserver(() => this.fit()).observe(row);
    place.addEventListener("click", (event) => this.onClick(event));
  }

  /** `people` in their order; `phones` by id. */
  show(people, phones) {
    const names = JSON.stringify(people.map(({ id, name }) => [id, name]));
    if (names === this.shown) return;
    this.shown = names;
    this.watch.disconnect();
    this.links.clear();
    for (const { id, name } of people) {
      this.links.set(id, element("a", { href: `#phone-${id}`, "data-jump": id }, isolated(name)));
      this.phones.set(id, phones.get(id));
      this.watch.observe(phones.get(id).root);
    }
    this.place.replaceChildren(...this.links.values());
    this.fit();
  }

  /** Something came on a phone: its name says so, while the phone itself is out of sight. */
  mark(id) {
    if (!this.inView.has(id)) this.links.get(id)?.classList.add("has-news");
  }

  fit() {
    this.place.classList.toggle("is-needed", this.row.scrollWidth > this.row.clientWidth + 1);
  }

  onSeen(seen) {
    for (const { target, isIntersecting } of seen) {
      const id = Number(target.dataset.phone);
      if (isIntersecting) this.inView.add(id);
      else this.inView.delete(id);
      const link = this.links.get(id);
      link?.classList.toggle("is-here", isIntersecting);
      if (isIntersecting) link?.classList.remove("has-news");
    }
  }

  onClick(event) {
    const link = event.target.closest("[data-jump]");
    if (!link) return;
    event.preventDefault();
    const { root } = this.phones.get(Number(link.dataset.jump));
    root.scrollIntoView({ inline: "center", block: "nearest" });
    root.focus({ preventScroll: true });
  }
}
