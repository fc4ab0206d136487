// Follows feeds: by a socket where there is one, by asking every few seconds where there is none. What either misses is fetched by number.

const ACKNOWLEDGE = 128 * 1024; // bytes heard after which the server is told
const POLL = 5000; // ms between two questions without a socket
const LONGEST = 30000; // ms between two tries to connect

export class Live {
  // heard(key, batch), signalled(key, signals), closed(key), stands(state): "live", "catching", "polling" or "offline".
  constructor(listener) {
    this.listener = listener;
    this.seqs = new Map();
    this.delay = 1000;
    this.failures = 0;
    addEventListener("online", () => this.connect());
    addEventListener("offline", () => this.stand("offline"));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.catchUp();
    });
  }

  // Also later, when the page has come to show one more place.
  follow(key, seq) {
    this.seqs.set(key, seq);
    if (this.socket && this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ follow: { [key]: seq } }));
  }

  stand(state) {
    if (state !== this.state) this.listener.stands(state);
    this.state = state;
  }

  connect() {
    clearTimeout(this.timer);
    if (this.socket && this.socket.readyState < WebSocket.CLOSING) return;
    this.stand(navigator.onLine ? "catching" : "offline");
    const socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}/live/`);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    this.got = this.unsaid = 0;
    socket.onopen = () => socket.send(JSON.stringify({ follow: Object.fromEntries(this.seqs) }));
    socket.onmessage = (event) => this.receive(event.data);
    socket.onclose = (event) => this.lost(event.code);
  }

  lost(code) {
    if (code === 4401) return this.listener.closed(null); // signed out
    this.failures += 1;
    this.stand(navigator.onLine ? (this.failures > 1 ? "polling" : "catching") : "offline");
    if (this.failures > 1 && !this.polling) this.polling = setInterval(() => this.catchUp(), POLL);
    this.timer = setTimeout(() => this.connect(), this.delay * (0.5 + Math.random()));
    this.delay = Math.min(this.delay * 2, LONGEST);
    return this.catchUp();
  }

  receive(data) {
    this.got += 1;
    this.unsaid += data.byteLength;
    const message = JSON.parse(new TextDecoder().decode(data));
    if (message.feeds) this.connected();
    this.take(message);
    if (message.seqs || this.unsaid > ACKNOWLEDGE) this.acknowledge();
    if (message.seqs && Object.entries(message.seqs).some(([key, seq]) => seq > this.seqs.get(key))) this.catchUp();
    for (const [key, signals] of Object.entries(message.signals || {})) this.listener.signalled(key, signals);
  }

  connected() {
    this.delay = 1000;
    this.failures = 0;
    clearInterval(this.polling);
    this.polling = null;
    this.stand("live");
  }

  acknowledge() {
    this.unsaid = 0;
    this.socket.send(JSON.stringify({ got: this.got }));
  }

  signal(feed, what) {
    if (this.state === "live") this.socket.send(JSON.stringify({ signal: { feed, what } }));
  }

  // What is new in what was told; what was known already is passed over.
  take(message) {
    for (const [key, batch] of Object.entries(message.feeds || {})) {
      const known = this.seqs.get(key);
      if (known === undefined || batch.seq <= known) continue;
      this.seqs.set(key, batch.seq);
      this.listener.heard(key, { ...batch, events: batch.events.filter((event) => event.seq > known) });
    }
    for (const key of message.closed || []) {
      if (this.seqs.delete(key)) this.listener.closed(key);
    }
  }

  async catchUp() {
    if (this.asking || !this.seqs.size) return;
    this.asking = true;
    const query = new URLSearchParams([...this.seqs].map(([key, seq]) => ["after", `${key}=${seq}`]));
    try {
      const response = await fetch(`/live/?${query}`, { headers: { Accept: "application/json" } });
      if (response.ok) this.take(await response.json());
      else if (response.status === 403) this.listener.closed(null);
    } catch (error) {
      if (!navigator.onLine) this.stand("offline");
    }
    this.asking = false;
  }
}
