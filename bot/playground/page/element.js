// Builds elements; knows nothing about phones or chats.

/** An element; `on…` properties become listeners, true/false set or leave out an attribute. Text children go in as text, never as HTML. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** One of the drawings kept in index.html; decoration, hidden from screen readers. */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("class", `icon icon-${name}`);
  drawing.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  drawing.append(use);
  return drawing;
}

/** A button that is only a drawing: `label` is what it is called. */
export function iconButton(name, label, properties = {}) {
  const { class: extra = "", ...rest } = properties;
  const look = { type: "button", class: `round ${extra}`.trim(), "aria-label": label, title: label };
  return element("button", { ...look, ...rest }, icon(name));
}

/** A name from outside, isolated from the direction of the text around it. */
export function isolated(text) {
  return element("bdi", {}, text);
}

/** A round picture: the bot's own, or the first letter of a name in one of six colours that stay with that name. */
export function avatar(name, isBot = false) {
  if (isBot) return element("span", { class: "avatar is-bot", "aria-hidden": "true" }, icon("bot"));
  const letter = [...name.trim()][0] ?? "?";
  return element("span", { class: `avatar hue-${hue(name)}`, "aria-hidden": "true" }, letter.toUpperCase());
}

/** 0 to 5, always the same for the same name. */
export function hue(name) {
  let sum = 0;
  for (const letter of name) sum = (sum * 131 + letter.codePointAt(0)) % 6007;
  return sum % 6;
}

/** The plain text of a message's HTML on one line, cut after `longest` characters. */
export function plainText(html, longest = 120) {
  const template = document.createElement("template");
  template.innerHTML = html.replaceAll(/<br\s*\/?>/gi, " ");
  const letters = [...template.content.textContent.replaceAll(/\s+/g, " ").trim()];
  return letters.length > longest ? `${letters.slice(0, longest).join("")}…` : letters.join("");
}
