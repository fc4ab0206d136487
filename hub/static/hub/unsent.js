// Messages on their way: kept in this browser until the server has acknowledged them, sent one after the other, each under a name of its own.
// One with files is kept by the open page alone: browsers store text well, and files badly.

const LONGEST = 30000; // ms between two tries

export class Unsent {
  // listener: send(entry) -> Response, show(entry, state), accepted(entry, row), refused(entry, reason).
  constructor(name, listener) {
    this.name = name;
    this.listener = listener;
    this.delay = 1000;
    this.withFiles = [];
    addEventListener("online", () => this.flush());
  }

  read() {
    return [...this.readStored(), ...this.withFiles].sort((one, other) => (one.at || 0) - (other.at || 0));
  }

  readStored() {
    try {
      return JSON.parse(localStorage.getItem(this.name)) || [];
    } catch (error) {
      return this.memory || [];
    }
  }

  write(entries) {
    this.memory = entries;
    try {
      if (entries.length) localStorage.setItem(this.name, JSON.stringify(entries));
      else localStorage.removeItem(this.name);
    } catch (error) {
      // kept in memory
    }
  }

  draft() {
    try {
      return localStorage.getItem(`${this.name}.draft`) || "";
    } catch (error) {
      return "";
    }
  }

  keepDraft(text) {
    try {
      if (text) localStorage.setItem(`${this.name}.draft`, text);
      else localStorage.removeItem(`${this.name}.draft`);
    } catch (error) {
      // kept by the box itself
    }
  }

  add(entry) {
    const stamped = { ...entry, at: Date.now() };
    if (entry.files) this.withFiles.push(stamped);
    else this.write([...this.readStored(), stamped]);
    this.flush();
  }

  remove(entry) {
    this.withFiles = this.withFiles.filter((other) => other.client_id !== entry.client_id);
    this.write(this.readStored().filter((other) => other.client_id !== entry.client_id));
  }

  flush() {
    for (const entry of this.read()) this.listener.show(entry, "sending");
    this.sending = this.sending || this.sendAll().finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  async sendAll() {
    clearTimeout(this.timer);
    try {
      for (let [entry] = this.read(); entry; [entry] = this.read()) await this.sendOne(entry);
      this.delay = 1000;
    } catch (error) {
      for (const entry of this.read()) this.listener.show(entry, "waiting");
      this.timer = setTimeout(() => this.flush(), this.delay * (0.5 + Math.random()));
      this.delay = Math.min(this.delay * 2, LONGEST);
    }
  }

  async sendOne(entry) {
    const response = await this.listener.send(entry);
    if (response.status >= 500 || response.status === 429) throw new Error(response.status);
    this.remove(entry);
    if (response.ok) this.listener.accepted(entry, await response.json());
    else this.listener.refused(entry, response.status === 422 ? (await response.json()).message : "");
  }
}
