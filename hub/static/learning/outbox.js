// The outbox: answers not yet acknowledged by the server, kept in this browser, each learner's apart.

const PREFIX = "tvers.outbox.";
const NEW = "new"; // whoever has not answered anything yet

export class Outbox {
  constructor() {
    this.learner = NEW;
  }

  // The learner is known: what was kept before that is theirs.
  belongTo(learner) {
    const name = learner === null ? NEW : String(learner);
    if (name !== NEW) {
      const early = read(NEW);
      if (Object.keys(early).length) {
        write(name, { ...early, ...read(name) });
        write(NEW, {});
      }
    }
    this.learner = name;
    if (name !== NEW) write("last", { learner: name });
  }

  // The server knows this browser's guest no more: what that guest had not sent yet is not lost.
  adopt() {
    const last = read("last").learner;
    if (!last) return;
    write(NEW, { ...read(last), ...read(NEW) });
    write(last, {});
  }

  entries() {
    return Object.values(read(this.learner));
  }

  put(entry) {
    write(this.learner, { ...read(this.learner), [entry.task]: entry });
  }

  // Forget an answer, unless something newer has been written since.
  remove(entry) {
    const kept = read(this.learner);
    if (kept[entry.task] && kept[entry.task].revision === entry.revision && kept[entry.task].attempt === entry.attempt) {
      delete kept[entry.task];
      write(this.learner, kept);
    }
  }
}

export function hasAny() {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(PREFIX) && key !== `${PREFIX}last`);
  } catch (error) {
    return false;
  }
}

const memory = {}; // where a browser keeps nothing for us, the page itself does

function read(learner) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + learner)) || {};
  } catch (error) {
    return memory[learner] || {};
  }
}

function write(learner, entries) {
  memory[learner] = entries;
  try {
    if (Object.keys(entries).length) localStorage.setItem(PREFIX + learner, JSON.stringify(entries));
    else localStorage.removeItem(PREFIX + learner);
  } catch (error) {
    // kept in memory
  }
}
