// What a phone offers to do: with a message, with a chat, with the bot. Only offers; the phone does it.

import { askWhom } from "./dialog.js";
import { openMenu } from "./menu.js";

/** The "⋯" of a message. */
export function messageDeeds(phone, bubble) {
  const { message } = bubble;
  const send = (to, title) => confirm(phone, title, phone.inChat({ do: "forward", message: message.id, to }));
  const forward = () => askWhom(phone.frame.screen, "Forward to", receivers(phone), send);
  const items = [{ act: "reply", text: "Reply", icon: "reply", run: () => phone.composer.reply(message) }];
  if (message.can_forward) items.push({ act: "forward", text: "Forward…", icon: "forward", run: forward });
  openMenu(phone.frame.screen, bubble.more, "Message", items);
}

/** Sends the text of a "share" link to whom the person chooses. */
export function share(phone, text) {
  const send = (to, title) => confirm(phone, title, phone.do({ do: "write", chat: to, text }));
  askWhom(phone.frame.screen, "Share with", receivers(phone), send);
}

/** Asks in which chat "@bot words" is to be typed. */
export function inlineTo(phone, words) {
  const write = (to) => phone.writeTo(to, `@${phone.state.bot.username} ${words}`);
  askWhom(phone.frame.screen, "Post in", receivers(phone), write);
}

async function confirm(phone, title, sending) {
  if (await sending) phone.toast(`Sent to \u2068${title}\u2069.`, { kind: "sent" });
}

function receivers(phone) {
  const { phones, groups, bot } = phone.state;
  return [
    ...phones.filter(({ id }) => id !== phone.id).map(({ id, name, note }) => ({ to: String(id), title: name, note })),
    ...groups.map(({ id, title }) => ({ to: String(id), title, note: "the group" })),
    { to: phone.botChat, title: bot.name, note: "the bot", isBot: true },
  ];
}

/** The commands the bot has for this phone, in its language. */
export function commands(phone, button) {
  const send = (name) => () => phone.inChat({ do: "write", text: `/${name}` });
  const item = ([name, says]) => ({ act: "command", value: name, text: says, note: `/${name}`, run: send(name) });
  openMenu(phone.frame.screen, button, "Commands", phone.commands().map(item));
}

/** What can be sent besides words. */
export function attachments(phone, button) {
  const item = (kind, text) => ({ act: kind, text, icon: kind, run: () => phone.composer.sendMedia(kind) });
  openMenu(phone.frame.screen, button, "Attach", [item("photo", "Photo"), item("sticker", "Sticker")]);
}

/** What can be done with the bot in this chat. */
export function chatDeeds(phone, button) {
  const item = (what, text, icon) => ({ act: what, text, icon, run: () => phone.inChat({ do: what }) });
  const group = phone.state.groups.find(({ id }) => String(id) === phone.openId);
  const items = [];
  if (group && group.has_bot !== true) items.push(item("add_bot", "Add the bot to this group", "group"));
  if (group && group.has_bot !== false) items.push(item("remove_bot", "Remove the bot from this group", "close"));
  if (group && !group.is_super) items.push(item("upgrade", "Make it a supergroup", "group"));
  items.push(phone.person.has_blocked ? item("unblock", "Unblock the bot", "bot") : item("block", "Block the bot", "block"));
  openMenu(phone.frame.screen, button, "Chat", items);
}
