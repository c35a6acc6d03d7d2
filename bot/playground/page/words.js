// The few words a phone says in its owner's language; all other labels of the page are English.

const WORDS = {
  ar: { write: "اكتب…", start: "ابدأ" },
  bn: { write: "লিখুন…", start: "শুরু করুন" },
  en: { write: "Write…", start: "Start" },
  es: { write: "Escribe…", start: "Iniciar" },
  fr: { write: "Écrire…", start: "Démarrer" },
  it: { write: "Scrivi…", start: "Avvia" },
  uk: { write: "Написати…", start: "Почати" },
  ur: { write: "لکھیں…", start: "شروع کریں" },
};

/** The words for a language tag ("ar", "pt_BR"); English where there are none. */
export function wordsOf(language) {
  return WORDS[language] ?? WORDS[language?.split(/[-_]/)[0]] ?? WORDS.en;
}

/** A date such as "2026-11-22" as a phone in this language says it; the digits are those of the bot. */
export function dayName(day, language) {
  const tag = (language ?? "en").replace("_", "-");
  const shown = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC", numberingSystem: "latn", calendar: "gregory" };
  return new Intl.DateTimeFormat([tag, "en"], shown).format(new Date(`${day}T00:00Z`));
}

const MEDIA = { voice: "Voice message", sticker: "Sticker", photo: "Photo", document: "Document" };

/** What a file is called where there is no text to show. */
export function mediaName(media) {
  return (media.kind === "document" && media.name) || MEDIA[media.kind] || "File";
}
