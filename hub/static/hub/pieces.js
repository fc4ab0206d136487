// What scripts of several pages are made with: elements, what people wrote with its addresses as links, hours, and sending what a form would send.

const ADDRESS = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/;

export const element = (tag, className, ...content) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...content);
  return made;
};

export const link = (text, address) => Object.assign(element("a", "", text), { href: address });

// Text with its addresses as links, and nothing else: what people write is never HTML.
export const linked = (text) => text.split(ADDRESS).map((part, number) => (number % 2 ? Object.assign(link(part, part), { rel: "nofollow noopener" }) : part));

// Moments as they are written in the page's language, on the clock of a time zone.
export function clock(timeZone, { hasDay = false } = {}) {
  const page = document.documentElement.lang;
  const [locale, dateStyle] = page === "en" ? ["en-GB", "medium"] : [page, "short"];
  return new Intl.DateTimeFormat(locale, { dateStyle: hasDay ? dateStyle : undefined, timeStyle: "short", timeZone });
}

const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || "";

// Names and values, or a form's data with its files.
export function post(address, fields) {
  const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
  return fetch(address, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token() } });
}
