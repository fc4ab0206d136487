// Titles while somebody writes what they look for: a list under the box, by keyboard or by hand, told to those who do not see it.

const PAUSE = 150;
let number = 0;

export function propose(form) {
  const input = form.querySelector("input[name=q]");
  const name = `titles-${(number += 1)}`;
  const list = document.createElement("ul");
  list.id = name;
  list.className = "proposed";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.name);
  const told = document.createElement("span");
  told.className = "unseen";
  told.setAttribute("role", "status");
  form.append(list, told);
  fetch(form.dataset.titles).catch(() => {}); // so that the first answer does not wait for dictionaries
  for (const [key, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": name, "aria-expanded": "false" })) {
    input.setAttribute(key, value);
  }

  let found = [];
  let chosen = -1;
  let waiting = 0;
  let asked = null;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (index) => {
    chosen = index;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    if (chosen < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[chosen].id);
    return list.children[chosen].scrollIntoView({ block: "nearest" });
  };

  const show = () => {
    list.replaceChildren(...found.map((one, at) => item(one, `${name}-${at}`)));
    choose(-1);
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    told.textContent = found.length ? form.dataset.many.replace("{number}", found.length) : "";
  };

  const ask = async () => {
    if (asked) asked.abort();
    asked = new AbortController();
    const query = input.value;
    if (query.trim().length < 2) {
      found = [];
      return show();
    }
    try {
      const answer = await fetch(`${form.dataset.titles}?q=${encodeURIComponent(query)}`, { signal: asked.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) return close();
      found = (await answer.json()).found;
    } catch {
      return undefined; // another letter came, or the line is gone: the form works all the same
    }
    return query === input.value && document.activeElement === input ? show() : undefined;
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", () => setTimeout(close, PAUSE));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && found.length) {
      event.preventDefault();
      if (list.hidden) show();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const places = found.length + 1; // the box itself is one of them
      choose(((chosen + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
      event.preventDefault();
      window.location.assign(found[chosen].address);
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const at = [...list.children].indexOf(event.target.closest("li"));
    if (at >= 0) window.location.assign(found[at].address);
  });
  if (input.value !== input.defaultValue) ask(); // written while this script was on its way
}

function item(one, id) {
  const item = document.createElement("li");
  item.id = id;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  const title = document.createElement("span");
  title.lang = one.language;
  title.dir = "auto";
  title.textContent = one.title;
  const kind = document.createElement("small");
  kind.textContent = one.kind;
  item.append(title, kind);
  return item;
}
