// Speaks with the playground's server: the state comes in, what people do goes out. Knows nothing about how it looks.

/** What the server declined, in its own sentence; shown to the person as it is. */
export class Refusal extends Error {}

/** Does one thing (`{do: "write", …}`) and returns the server's answer. Throws Refusal when it was not done. */
export async function act(what) {
  let response;
  let answer;
  try {
    response = await fetch("/play/act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(what),
    });
    answer = await response.json();
  } catch {
    throw new Refusal("The playground does not answer. Is it still running?");
  }
  if (!response.ok || !answer.ok) throw new Refusal(answer.why ?? "That did not work.");
  return answer;
}

const AGAIN_AFTER_MS = 2000;

/** Calls `onState` with every whole state, and `onLine` with true or false as the connection comes and goes; never gives up. */
export function listen(onState, onLine) {
  const source = new EventSource("/play/events");
  source.onopen = () => onLine(true);
  source.onmessage = (event) => onState(JSON.parse(event.data));
  source.onerror = () => {
    onLine(false);
    // A browser tries again by itself after a broken line, but not after an HTTP error.
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => listen(onState, onLine), AGAIN_AFTER_MS);
  };
}

/** The text of a "share" link (t.me/share/url?url=…&text=…), as Telegram puts it together; "" for any other link. */
export function sharedText(url) {
  const { protocol, hostname, pathname, searchParams } = new URL(url);
  const isShare = protocol === "tg:" ? hostname === "msg_url" : /^\/share(\/url)?\/?$/.test(pathname);
  return isShare ? [searchParams.get("url"), searchParams.get("text")].filter(Boolean).join("\n") : "";
}

const TELEGRAM = new Set(["t.me", "telegram.me", "telegram.dog"]);

/** Whether a link would be opened by Telegram itself, and so acts on the phone. */
export function isTelegramLink(url) {
  try {
    const { protocol, hostname } = new URL(url);
    return protocol === "tg:" || TELEGRAM.has(hostname);
  } catch {
    return false;
  }
}

/** Whether a link leads to the web: nothing else is opened for a button. */
export function isWebLink(url) {
  return /^https?:\/\//i.test(url);
}
